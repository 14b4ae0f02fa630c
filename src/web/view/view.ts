import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { type Address, readView, type View, writeView } from './address.js'

export const useAddress = (): Address => useSearch({ strict: false }) as Address

/** Changes some of the address and keeps the rest; a step that one can go back from, unless told otherwise. */
export function useMove(): (changed: Record<string, string | undefined>, how?: { replace?: boolean }) => void {
  const navigate = useNavigate()
  return useCallback(
    (changed, { replace = false } = {}) =>
      void navigate({ to: '.', search: (now: Address) => ({ ...now, ...changed }), replace } as never),
    [navigate],
  )
}

export interface MovingView extends View {
  readonly address: Address
  readonly move: ReturnType<typeof useMove>
  readonly set: (changed: Partial<View>) => void
}

export function useView(): MovingView {
  const address = useAddress()
  const move = useMove()
  return useMemo(
    () => ({ ...readView(address), address, move, set: (changed) => move(writeView(changed)) }),
    [address, move],
  )
}
