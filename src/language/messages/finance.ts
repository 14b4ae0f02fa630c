import type { Messages } from '../message.js'

export const financeMessages = {
  'finance.line_landing': { text: { es: 'real + plan', pt: 'real + plano', en: 'actual + plan' } },
  'finance.line_budget': { text: { es: 'presupuesto', pt: 'orçamento', en: 'budget' } },
  'finance.line_lastYear': { text: { es: 'año anterior', pt: 'ano anterior', en: 'last year' } },
  'finance.bar_fx': { text: { es: 'cambio', pt: 'câmbio', en: 'FX' } },
  'finance.bar_price': { text: { es: 'precio', pt: 'preço', en: 'price' } },
  'finance.bar_indexation': { text: { es: 'indexación', pt: 'indexação', en: 'indexation' } },
  'finance.bar_volume': { text: { es: 'volumen', pt: 'volume', en: 'volume' } },
  'finance.bar_mix': { text: { es: 'mezcla', pt: 'mix', en: 'mix' } },
  'finance.bar_new': { text: { es: 'nuevos', pt: 'novos', en: 'new' } },
  'finance.bar_discontinued': { text: { es: 'descontinuados', pt: 'descontinuados', en: 'discontinued' } },
  'finance.bar_costRate': { text: { es: 'costo', pt: 'custo', en: 'cost' } },
  'finance.bar_logisticsRate': { text: { es: 'logística', pt: 'logística', en: 'logistics' } },
  'finance.bar_withoutVolume': { text: { es: 'sin volumen', pt: 'sem volume', en: 'without volume' } },
  'finance.bar_fixedFunds': { text: { es: 'fondos fijos', pt: 'verbas fixas', en: 'fixed funds' } },
  'finance.bar_variances': { text: { es: 'variaciones', pt: 'variações', en: 'variances' } },
  'finance.bar_writeOffs': { text: { es: 'castigos', pt: 'baixas', en: 'write-offs' } },
  'finance.bar_transferLogistics': { text: { es: 'traslados', pt: 'transferências', en: 'transfers' } },
  'finance.bar_expediteLogistics': { text: { es: 'urgentes', pt: 'urgentes', en: 'expedites' } },
  'finance.bar_opex': { text: { es: 'gastos', pt: 'despesas', en: 'opex' } },
  'finance.bar_depreciation': { text: { es: 'depreciación', pt: 'depreciação', en: 'depreciation' } },
  'finance.line_grossSales': { text: { es: 'Ventas brutas', pt: 'Vendas brutas', en: 'Gross sales' } },
  'finance.line_onInvoiceDiscounts': {
    text: { es: 'Descuentos en factura', pt: 'Descontos em nota', en: 'On-invoice discounts' },
  },
  'finance.line_rebates': { text: { es: 'Rapeles', pt: 'Rebates', en: 'Rebates' } },
  'finance.line_tradeSpend': { text: { es: 'Inversión comercial', pt: 'Verba comercial', en: 'Trade spend' } },
  'finance.line_fixedFunds': { text: { es: 'Fondos fijos', pt: 'Verbas fixas', en: 'Fixed funds' } },
  'finance.line_returns': { text: { es: 'Devoluciones', pt: 'Devoluções', en: 'Returns' } },
  'finance.line_fines': { text: { es: 'Multas', pt: 'Multas', en: 'Fines' } },
  'finance.line_netSales': { text: { es: 'Ventas netas', pt: 'Vendas líquidas', en: 'Net sales' } },
  'finance.line_standardCost': { text: { es: 'Costo estándar', pt: 'Custo padrão', en: 'Standard cost' } },
  'finance.line_variances': { text: { es: 'Variaciones', pt: 'Variações', en: 'Variances' } },
  'finance.line_writeOffs': { text: { es: 'Castigos y mermas', pt: 'Baixas e perdas', en: 'Write-offs and shrink' } },
  'finance.line_grossMargin': { text: { es: 'Margen bruto', pt: 'Margem bruta', en: 'Gross margin' } },
  'finance.line_outboundLogistics': {
    text: { es: 'Logística de salida', pt: 'Logística de saída', en: 'Outbound logistics' },
  },
  'finance.line_transferLogistics': {
    text: { es: 'Logística de traslados', pt: 'Logística de transferências', en: 'Transfer logistics' },
  },
  'finance.line_expediteLogistics': {
    text: { es: 'Fletes urgentes', pt: 'Fretes urgentes', en: 'Expedite logistics' },
  },
  'finance.line_contribution': { text: { es: 'Contribución', pt: 'Contribuição', en: 'Contribution' } },
  'finance.line_opex': { text: { es: 'Gastos operacionales', pt: 'Despesas operacionais', en: 'Operating expenses' } },
  'finance.line_ebitda': { text: { es: 'EBITDA', pt: 'EBITDA', en: 'EBITDA' } },
  'finance.line_depreciation': { text: { es: 'Depreciación', pt: 'Depreciação', en: 'Depreciation' } },
  'finance.line_ebit': { text: { es: 'EBIT', pt: 'EBIT', en: 'EBIT' } },
  'finance.line_fxResult': { text: { es: 'Diferencia de cambio', pt: 'Variação cambial', en: 'FX result' } },
  'finance.line_inflationResult': {
    text: { es: 'Resultado por inflación', pt: 'Resultado de inflação', en: 'Inflation result' },
  },
  'finance.line_result': { text: { es: 'Resultado', pt: 'Resultado', en: 'Result' } },
  'finance.line_capitalCharge': {
    text: { es: 'Cargo por capital (memo)', pt: 'Custo de capital (memo)', en: 'Capital charge (memo)' },
  },
  'finance.line_stock': { text: { es: 'Existencias', pt: 'Estoques', en: 'Stock' } },
  'finance.line_receivables': { text: { es: 'Cuentas por cobrar', pt: 'Contas a receber', en: 'Receivables' } },
  'finance.line_payables': { text: { es: 'Cuentas por pagar', pt: 'Contas a pagar', en: 'Payables' } },
  'finance.line_workingCapital': { text: { es: 'Capital de trabajo', pt: 'Capital de giro', en: 'Working capital' } },
  'finance.line_cashFlow': { text: { es: 'Flujo de caja', pt: 'Fluxo de caixa', en: 'Cash flow' } },
  'finance.line_dio': { text: { es: 'Días de inventario', pt: 'Dias de estoque', en: 'Days of stock (DIO)' } },
  'finance.line_dso': { text: { es: 'Días de cobro', pt: 'Dias de recebimento', en: 'Days receivable (DSO)' } },
  'finance.line_dpo': { text: { es: 'Días de pago', pt: 'Dias de pagamento', en: 'Days payable (DPO)' } },
  'finance.line_c2c': { text: { es: 'Ciclo de caja', pt: 'Ciclo de caixa', en: 'Cash to cash (C2C)' } },
  'finance.price_tie': {
    text: {
      es: 'El producto {product} tiene dos precios que comienzan el {day} para el mismo alcance ({scope}).',
      pt: 'O produto {product} tem dois preços que começam em {day} para o mesmo alcance ({scope}).',
      en: 'Product {product} has two prices that begin on {day} for the same scope ({scope}).',
    },
    remedy: {
      es: 'Deje uno de los dos en `prices`, o cambie su fecha o su alcance.',
      pt: 'Deixe um dos dois em `prices`, ou mude a data ou o alcance.',
      en: 'Keep one of them in `prices`, or change its date or its scope.',
    },
  },
  'finance.cost_tie': {
    text: {
      es: 'El producto {product} tiene dos costos estándar que comienzan el {day} en {location}.',
      pt: 'O produto {product} tem dois custos padrão que começam em {day} em {location}.',
      en: 'Product {product} has two standard costs that begin on {day} at {location}.',
    },
    remedy: {
      es: 'Deje uno de los dos en `costs`.',
      pt: 'Deixe um dos dois em `costs`.',
      en: 'Keep one of them in `costs`.',
    },
  },
  'finance.bad_rate': {
    text: {
      es: 'El tipo de cambio «{rate}» de {from} a {to} no es un número decimal positivo de hasta 15 cifras.',
      pt: 'A taxa de câmbio “{rate}” de {from} para {to} não é um número decimal positivo de até 15 algarismos.',
      en: 'The exchange rate “{rate}” from {from} to {to} is not a positive decimal number of up to 15 digits.',
    },
    remedy: {
      es: 'Corríjalo en `fx`.',
      pt: 'Corrija-a em `fx`.',
      en: 'Correct it in `fx`.',
    },
  },
  'finance.missing_rate': {
    text: {
      es: 'Falta el tipo de cambio {set} de {from} a {to} para {month}.',
      pt: 'Falta a taxa de câmbio {set} de {from} para {to} em {month}.',
      en: 'There is no {set} rate from {from} to {to} for {month}.',
    },
    remedy: {
      es: 'Agréguelo a `fx`, en cualquiera de los dos sentidos o a través de la moneda base.',
      pt: 'Inclua-a em `fx`, em qualquer dos dois sentidos ou através da moeda base.',
      en: 'Add it to `fx`, quoted in either direction or across the base currency.',
    },
  },
  'finance.missing_index': {
    text: {
      es: 'Falta el índice de precios de {country} para {month}.',
      pt: 'Falta o índice de preços de {country} para {month}.',
      en: 'There is no price index of {country} for {month}.',
    },
    remedy: {
      es: 'Agréguelo a `inflation`.',
      pt: 'Inclua-o em `inflation`.',
      en: 'Add it to `inflation`.',
    },
  },
  'finance.sum_too_large': {
    text: {
      es: 'Los importes en {currency} suman {sum}, más de lo que se puede contar con exactitud.',
      pt: 'Os valores em {currency} somam {sum}, mais do que se pode contar com exatidão.',
      en: 'Amounts in {currency} add up to {sum}, more than can be counted exactly.',
    },
    remedy: {
      es: 'Revise unidades y precios: suele ser un precio por caja tomado por unidad, o un error de moneda.',
      pt: 'Revise unidades e preços: costuma ser um preço por caixa tomado por unidade, ou um erro de moeda.',
      en: 'Check units and prices: it is often a price per case taken as one per unit, or a wrong currency.',
    },
  },
  'finance.unknown_entity': {
    text: {
      es: 'La empresa {entity}, citada en {location}, no existe.',
      pt: 'A empresa {entity}, citada em {location}, não existe.',
      en: 'The company {entity}, named at {location}, does not exist.',
    },
    remedy: {
      es: 'Agréguela a `companies` o corrija el código.',
      pt: 'Inclua-a em `companies` ou corrija o código.',
      en: 'Add it to `companies`, or correct the code.',
    },
  },
  'finance.terms_beyond_law': {
    text: {
      es: 'Los plazos con {party} pueden llegar a {days} días; la ley {law} ({country}) pone el límite en {limit}.',
      pt: 'Os prazos com {party} podem chegar a {days} dias; a lei {law} ({country}) põe o limite em {limit}.',
      en: 'The terms with {party} can run to {days} days; law {law} ({country}) sets the limit at {limit}.',
    },
    remedy: {
      es: 'Registre el acuerdo, o revise `payment_terms_days` y `terms_basis`. La caja del plan sigue los plazos como están.',
      pt: 'Registre o acordo, ou revise `payment_terms_days` e `terms_basis`. O caixa do plano segue os prazos como estão.',
      en: 'Register the agreement, or review `payment_terms_days` and `terms_basis`. The cash of the plan follows the terms as they are.',
    },
  },
  'finance.ledger_currency': {
    text: {
      es: 'El libro mayor de {entity} está en {currency}, pero su moneda es {expected}.',
      pt: 'O razão de {entity} está em {currency}, mas sua moeda é {expected}.',
      en: 'The ledger of {entity} is kept in {currency}, but its currency is {expected}.',
    },
    remedy: {
      es: 'Entregue `ledger` en la moneda funcional de cada empresa.',
      pt: 'Entregue `ledger` na moeda funcional de cada empresa.',
      en: 'Give `ledger` in the functional currency of each company.',
    },
  },
  'finance.no_cost_of_sales': {
    text: {
      es: 'Sin costo de ventas en el período no hay días de inventario.',
      pt: 'Sem custo das vendas no período não há dias de estoque.',
      en: 'Without cost of sales in the period there are no days of inventory.',
    },
  },
  'finance.no_billings': {
    text: {
      es: 'Sin facturación en el período no hay días de cobro.',
      pt: 'Sem faturamento no período não há dias de recebimento.',
      en: 'Without billings in the period there are no days of sales outstanding.',
    },
  },
  'finance.no_purchases': {
    text: {
      es: 'Sin compras en el período no hay días de pago.',
      pt: 'Sem compras no período não há dias de pagamento.',
      en: 'Without purchases in the period there are no days of payables outstanding.',
    },
  },
} satisfies Messages
