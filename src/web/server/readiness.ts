import { ROUTES } from 'virtual:routes'
import { useQuery } from '@tanstack/react-query'
import type { Phase } from '../../api/ports.js'

/** `unreachable` when nobody answers at all. */
export type ServerPhase = Phase | 'unreachable'

const AGAIN_MS = 150

/** Whether the server answers by now; it is asked again until it does. */
export function useReadiness(): { ready: boolean; phase: ServerPhase } {
  const { data } = useQuery({
    queryKey: ['ready'],
    queryFn: askPhase,
    refetchInterval: ({ state }) => (isOpen(state.data) ? false : AGAIN_MS),
  })
  return { ready: isOpen(data), phase: data ?? 'opening' }
}

const isOpen = (phase: ServerPhase | undefined): boolean => phase === 'ready' || phase === 'standby'

async function askPhase(): Promise<ServerPhase> {
  try {
    const response = await fetch(ROUTES.ready.path)
    return ((await response.json()) as { status: Phase }).status
  } catch {
    return 'unreachable'
  }
}
