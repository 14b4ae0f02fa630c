import type { AnswerOf } from '../../../api/declaration.js'
import type { Routes } from '../../../api/declarations.js'
import type { WebKey } from '../../../language/messages/web.js'

export type AuditKind = AnswerOf<Routes['readAudit']>['records'][number]['kind']

export const AUDIT_WORDS: Readonly<Record<AuditKind, WebKey>> = {
  'signed in': 'web.audit_signed_in',
  'sign-in failed': 'web.audit_sign_in_failed',
  'sign-in held back': 'web.audit_sign_in_held_back',
  'signed out': 'web.audit_signed_out',
  'user added': 'web.audit_user_added',
  'user removed': 'web.audit_user_removed',
  'account changed': 'web.audit_account_changed',
  'grant changed': 'web.audit_grant_changed',
  'password changed': 'web.audit_password_changed',
  'sessions ended': 'web.audit_sessions_ended',
  'token made': 'web.audit_token_made',
  'token revoked': 'web.audit_token_revoked',
  'identity linked': 'web.audit_identity_linked',
  'file uploaded': 'web.audit_file_uploaded',
  'file confirmed': 'web.audit_file_confirmed',
  'file discarded': 'web.audit_file_discarded',
}
