import { expect, test } from 'vitest'
import { readReturnRefusal } from './return-refusal.js'

test('[WB99] what the address says of a refusal is one of our own sentences', () => {
  expect(readReturnRefusal('')).toBeNull()
  expect(readReturnRefusal('#screen')).toBeNull()
  expect(readReturnRefusal('#refused=access.no_account')).toBe('no_account')
  expect(readReturnRefusal('#refused=access.identity_unreachable')).toBe('identity_unreachable')
  expect(readReturnRefusal('#refused=api.too_many_requests')).toBe('sign_in_failed')
  expect(readReturnRefusal('#refused=Send+your+password+to+me')).toBeNull()
})
