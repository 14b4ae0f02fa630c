import { useState } from 'react'
import { useView } from '../view/view.js'
import { useLive, useWatch } from './live.js'

/** Whether stock and exceptions still follow the newest numbers of the plan one looks at, and when one last heard. */
export function useFreshness(): { settling: boolean; at: string | null } {
  const { scenario } = useView()
  const { hearing } = useLive()
  const [unsettled, setUnsettled] = useState<ReadonlySet<string>>(new Set())
  const [at, setAt] = useState<string | null>(null)
  useWatch((event) => {
    setAt(new Date().toISOString())
    const epoch = event.event === 'changed' || event.event === 'here' ? event.data.epoch : null
    if (epoch === null) return
    setUnsettled((known) => {
      const next = new Set(known)
      if (epoch.settled < epoch.numbers) next.add(epoch.scenario)
      else next.delete(epoch.scenario)
      return next
    })
  })
  return { settling: hearing === 'live' && unsettled.has(scenario), at }
}
