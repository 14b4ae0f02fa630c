import { describe, expect, test } from 'vitest'
import { summingMatrix } from '../../../../../tests/support/naive/hierarchy.js'
import { groupKey, handDown, nodesOf, summingHierarchy, sumUp, temporalHierarchy } from './summing-hierarchy.js'

const level = (name: string, ...groupOf: string[]) => ({ name, groupOf })

describe('what adds up to what', () => {
  test('[HR1] the two-level example of Hyndman & Athanasopoulos, 3rd ed., equation (11.5)', () => {
    const hierarchy = summingHierarchy(['AA', 'AB', 'AC', 'BA', 'BB'], [[level('branch', 'A', 'A', 'A', 'B', 'B')]])
    expect(hierarchy.names).toEqual(['total', 'branch A', 'branch B', 'AA', 'AB', 'AC', 'BA', 'BB'])
    expect(summingMatrix(hierarchy)).toEqual([
      [1, 1, 1, 1, 1],
      [1, 1, 1, 0, 0],
      [0, 0, 0, 1, 1],
      [1, 0, 0, 0, 0],
      [0, 1, 0, 0, 0],
      [0, 0, 1, 0, 0],
      [0, 0, 0, 1, 0],
      [0, 0, 0, 0, 1],
    ])
  })

  test('[HR1] two trees are crossed: family, country and family in country', () => {
    const hierarchy = summingHierarchy(
      ['tea PE', 'tea CL', 'maté PE', 'maté CL', 'rye PE'],
      [
        [level('family', 'drinks', 'drinks', 'drinks', 'drinks', 'bread')],
        [level('country', 'PE', 'CL', 'PE', 'CL', 'PE')],
      ],
    )
    expect(hierarchy.names.slice(0, hierarchy.aggregateCount)).toEqual([
      'total',
      'family drinks',
      'country PE',
      'country CL',
      'family drinks × country PE',
    ])
    const nodeOf = (group: Record<string, string>): string =>
      hierarchy.names[hierarchy.nodeByGroup.get(groupKey(group))!]!
    // All drinks of Chile are all that Chile sells, and bread is one series: no nodes of their own.
    expect(nodeOf({ country: 'CL', family: 'drinks' })).toBe('country CL')
    expect(nodeOf({ family: 'bread' })).toBe('rye PE')
    expect(nodeOf({})).toBe('total')
  })

  test('[HR1] one series is a hierarchy of itself', () => {
    const alone = summingHierarchy(['one'], [[level('family', 'all')]])
    expect(alone.nodeCount).toBe(1)
    expect(alone.nodeByGroup.get(groupKey({}))).toBe(0)
  })

  test('[HR2] a year of months, as in Athanasopoulos et al. 2017; a year of weeks with named blocks', () => {
    const months = temporalHierarchy(12)
    expect(months.aggregateCount).toBe(1 + 2 + 3 + 4 + 6)
    expect(months.names.slice(0, 4)).toEqual(['total', '6 steps 1', '6 steps 2', '4 steps 1'])
    expect(
      [
        ...sumUp(
          months,
          new Float64Array(12).map((_, step) => step + 1),
        ),
      ].slice(0, 6),
    ).toEqual([78, 21, 57, 10, 26, 42])
    expect(temporalHierarchy(52).aggregateCount).toBe(1 + 2 + 4 + 13 + 26)
    expect(temporalHierarchy(52, [4, 13, 26]).aggregateCount).toBe(1 + 2 + 4 + 13)
  })

  test('[HR1] what is handed down is the transpose of what is summed up', () => {
    const hierarchy = temporalHierarchy(6)
    const pull = Float64Array.from({ length: hierarchy.aggregateCount }, (_, at) => at + 1)
    const expected = summingMatrix(hierarchy)
      .slice(0, hierarchy.aggregateCount)
      .reduce((sums, row, at) => sums.map((sum, bottom) => sum + row[bottom]! * pull[at]!), [0, 0, 0, 0, 0, 0])
    expect([...handDown(hierarchy, pull)]).toEqual(expected)
    expect([...nodesOf(hierarchy, Float64Array.of(1, 2, 3, 4, 5, 6))].slice(-6)).toEqual([1, 2, 3, 4, 5, 6])
  })
})
