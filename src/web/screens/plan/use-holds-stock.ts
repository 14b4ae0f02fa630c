import { useQuery } from '@tanstack/react-query'
import { planKey } from '../../server/live.js'
import { seesCustomers } from '../../server/seen-part.js'
import { useSession } from '../../server/session.js'

/**
 * Whether there is stock that the reader may see. Who sees customers only sees the stock in those customers' own places
 * (LP7): where they have none a row of nothing would say that none is left.
 */
export function useHoldsStock(scenario: string): boolean {
  const { call, me, sees } = useSession()
  const asks = sees('stock') && seesCustomers(me)
  const { data } = useQuery({
    queryKey: planKey(scenario, 'own stock'),
    enabled: asks,
    queryFn: () =>
      call('query', {
        params: { scenario },
        body: { measures: ['closing', 'receipts'], period: 'month' },
      } as never),
  })
  if (!asks) return sees('stock')
  return Object.values(data?.totals ?? {}).some((values) => values.some((value) => value !== 0))
}
