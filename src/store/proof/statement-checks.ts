import { type IdentityCheck, roundedQuotient } from './identity-check.js'

/** Days and weeks of the base cube added to months, and money without volume, are the months of the P&L. */
const months: IdentityCheck = {
  name: 'days = weeks = months',
  keys: ['line', 'company_id', 'account', 'country', 'channel', 'family', 'month'],
  expected: `SELECT line, company_id, account, country, channel, family, month, sum(atoms)::HUGEINT AS v FROM (
      SELECT m.line, c.company_id, c.account, c.country, c.channel, c.family, b.month, m.atoms
      FROM money m JOIN cube_rows c USING (cube_row) JOIN buckets b USING (bucket) WHERE m.line <> 'units'
      UNION ALL
      SELECT f.line, f.company_id, f.account, f.country, f.channel, f.family, x.month, f.atoms
      FROM fixed_money f JOIN (SELECT DISTINCT month_index, month FROM buckets) x USING (month_index)) GROUP BY ALL`,
  actual: `SELECT line, company_id, account, country, channel, family, month, sum(atoms)::HUGEINT AS v FROM profit_and_loss WHERE is_sum = 0 GROUP BY ALL`,
}

/** Which lines add to each sum of the P&L, and which are taken off; typed from DESIGN §5, not from the program. */
const CHART = `(VALUES
  ('netSales', 'grossSales', 1), ('netSales', 'onInvoiceDiscounts', -1), ('netSales', 'rebates', -1), ('netSales', 'tradeSpend', -1),
  ('netSales', 'fixedFunds', -1), ('netSales', 'returns', -1), ('netSales', 'fines', -1),
  ('grossMargin', 'netSales', 1), ('grossMargin', 'standardCost', -1), ('grossMargin', 'variances', -1), ('grossMargin', 'writeOffs', -1),
  ('contribution', 'grossMargin', 1), ('contribution', 'outboundLogistics', -1), ('contribution', 'transferLogistics', -1),
  ('contribution', 'expediteLogistics', -1),
  ('ebitda', 'contribution', 1), ('ebitda', 'opex', -1), ('ebit', 'ebitda', 1), ('ebit', 'depreciation', -1),
  ('result', 'ebit', 1), ('result', 'fxResult', 1), ('result', 'inflationResult', 1)) chart(sum_line, line, sign)`

const sums: IdentityCheck = {
  name: 'lines add up to the sums of the P&L',
  keys: ['line', 'company_id', 'account', 'country', 'channel', 'family', 'month'],
  expected: `SELECT chart.sum_line AS line, p.company_id, p.account, p.country, p.channel, p.family, p.month, sum(p.atoms * chart.sign)::HUGEINT AS v
    FROM profit_and_loss p JOIN ${CHART} ON chart.line = p.line GROUP BY ALL`,
  actual: `SELECT line, company_id, account, country, channel, family, month, sum(atoms)::HUGEINT AS v FROM profit_and_loss WHERE is_sum = 1 GROUP BY ALL`,
}

/** Rounded once at company × account (in its country and channel) × line × month, at the plan's rates. */
const translation: IdentityCheck = {
  name: 'translation',
  keys: ['line', 'company_id', 'account', 'country', 'channel', 'month'],
  expected: `SELECT p.line, p.company_id, p.account, p.country, p.channel, p.month,
      ${roundedQuotient('p.atoms * r.numerator::HUGEINT', 'r.denominator::HUGEINT')} AS v
    FROM (SELECT line, company_id, account, country, channel, currency, month, sum(atoms)::HUGEINT AS atoms FROM profit_and_loss WHERE is_sum = 0 GROUP BY ALL) p
    JOIN reading_rates r ON r.currency = p.currency AND r.month = p.month`,
  actual: `SELECT line, company_id, account, country, channel, month, sum(minor_units)::HUGEINT AS v FROM profit_and_loss_base WHERE is_sum = 0 GROUP BY ALL`,
}

const ledger: IdentityCheck = {
  name: 'ledger postings sum to zero',
  keys: ['company_id', 'month', 'voucher'],
  expected: 'SELECT company_id, month, voucher, sum(atoms)::HUGEINT AS v FROM postings GROUP BY ALL',
  actual: 'SELECT DISTINCT company_id, month, voucher, 0::HUGEINT AS v FROM postings',
}

export const STATEMENT_CHECKS: readonly IdentityCheck[] = [months, sums, translation, ledger]
