import { useEffect, useState } from 'react'

const CODES = ['identity_refused', 'identity_unreachable', 'no_account'] as const
export type ReturnRefusal = (typeof CODES)[number] | 'sign_in_failed'

/** Why somebody who went to the identity provider came back without being let in: `#refused=access.no_account`. */
export function readReturnRefusal(hash: string): ReturnRefusal | null {
  const code = /^#refused=([a-z._]+)$/.exec(hash)?.[1]
  if (code === undefined) return null
  return CODES.find((one) => code === `access.${one}`) ?? 'sign_in_failed'
}

/** It is told once: the address is a link to what one was going to look at. */
export function useReturnRefusal(): ReturnRefusal | null {
  const [refused] = useState(() => readReturnRefusal(location.hash))
  useEffect(() => {
    if (refused !== null) history.replaceState(history.state, '', location.pathname + location.search)
  }, [refused])
  return refused
}
