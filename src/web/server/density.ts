import { useLocalStorage } from '@mantine/hooks'

export const DENSITIES = ['compact', 'comfortable'] as const
export type Density = (typeof DENSITIES)[number]

/** How close lines stand, as this browser last had it. */
export function useDensity(): readonly [Density, (density: Density) => void] {
  const [density, setDensity] = useLocalStorage<Density>({
    key: 'rumbo.density',
    defaultValue: 'compact',
    getInitialValueInEffect: false,
  })
  return [density, setDensity]
}
