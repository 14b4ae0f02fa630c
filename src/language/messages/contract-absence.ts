import type { Messages } from '../message.js'

/** What is off because the folder does not have a table, and notices that are in nobody's way. */
export const absenceMessages = {
  'contract.off_stock': {
    text: {
      es: 'Sin stock: no se sabe qué hay hoy: el plan parte de cero existencias y no hay valor de stock.',
      pt: 'Sem stock: não se sabe o que há hoje: o plano parte de estoque zero e não há valor de estoque.',
      en: 'Without stock: what is on hand today is not known: the plan starts from zero and stock has no value.',
    },
  },
  'contract.off_customers': {
    text: {
      es: 'Sin customers: las ventas se planifican sin clientes: no hay plazos de pago ni términos por cliente.',
      pt: 'Sem customers: as vendas se planejam sem clientes: não há prazos de pagamento nem condições por cliente.',
      en: 'Without customers: sales are planned without customers: no payment terms, no terms of trade.',
    },
  },
  'contract.off_prices': {
    text: {
      es: 'Sin prices: no hay ingresos en el plan.',
      pt: 'Sem prices: não há receita no plano.',
      en: 'Without prices: the plan has no revenue.',
    },
  },
  'contract.off_costs': {
    text: {
      es: 'Sin costs: no hay costo de venta, margen ni valor de stock.',
      pt: 'Sem costs: não há custo de venda, margem nem valor de estoque.',
      en: 'Without costs: there is no cost of sales, no margin and no value of stock.',
    },
  },
  'contract.off_lanes': {
    text: {
      es: 'Sin lanes: nadie abastece a nadie: no se proponen compras ni traslados.',
      pt: 'Sem lanes: ninguém abastece ninguém: não se propõem compras nem transferências.',
      en: 'Without lanes: nobody supplies anybody: no purchases or transfers are proposed.',
    },
  },
  'contract.off_suppliers': {
    text: {
      es: 'Sin suppliers: no hay compras ni cuentas por pagar planificadas.',
      pt: 'Sem suppliers: não há compras nem contas a pagar planejadas.',
      en: 'Without suppliers: there are no planned purchases or payables.',
    },
  },
  'contract.off_recipes': {
    text: {
      es: 'Sin recipes: no se explota ninguna fabricación en componentes.',
      pt: 'Sem recipes: não se explode nenhuma fabricação em componentes.',
      en: 'Without recipes: nothing that is made is broken down into components.',
    },
  },
  'contract.off_resources': {
    text: {
      es: 'Sin resources: la capacidad de fabricación no limita el plan.',
      pt: 'Sem resources: a capacidade de fabricação não limita o plano.',
      en: 'Without resources: production capacity does not limit the plan.',
    },
  },
  'contract.off_supplier_capacity': {
    text: {
      es: 'Sin supplier_capacity: la capacidad de los proveedores no limita el plan.',
      pt: 'Sem supplier_capacity: a capacidade dos fornecedores não limita o plano.',
      en: 'Without supplier_capacity: supplier capacity does not limit the plan.',
    },
  },
  'contract.off_policies': {
    text: {
      es: 'Sin policies: no hay niveles de servicio ni lotes propios: valen los de las rutas.',
      pt: 'Sem policies: não há níveis de serviço nem lotes próprios: valem os das rotas.',
      en: 'Without policies: there are no service levels or lots of one’s own: those of the lanes hold.',
    },
  },
  'contract.off_purchase_prices': {
    text: {
      es: 'Sin purchase_prices: las compras se valoran al costo estándar.',
      pt: 'Sem purchase_prices: as compras se valorizam ao custo padrão.',
      en: 'Without purchase_prices: purchases are valued at standard cost.',
    },
  },
  'contract.off_trade_terms': {
    text: {
      es: 'Sin trade_terms: la venta neta es la bruta: sin descuentos ni rebates.',
      pt: 'Sem trade_terms: a venda líquida é a bruta: sem descontos nem rebates.',
      en: 'Without trade_terms: net sales are gross sales: no discounts, no rebates.',
    },
  },
  'contract.off_taxes': {
    text: {
      es: 'Sin taxes: cobros y pagos van sin IVA.',
      pt: 'Sem taxes: recebimentos e pagamentos vão sem IVA.',
      en: 'Without taxes: receipts and payments go without VAT.',
    },
  },
  'contract.off_fx': {
    text: {
      es: 'Sin fx: solo se puede usar la moneda base.',
      pt: 'Sem fx: só se pode usar a moeda base.',
      en: 'Without fx: only the base currency can be used.',
    },
  },
  'contract.off_budget': {
    text: {
      es: 'Sin budget: no hay comparación con el presupuesto.',
      pt: 'Sem budget: não há comparação com o orçamento.',
      en: 'Without budget: there is no comparison with the budget.',
    },
  },
  'contract.off_opex': {
    text: {
      es: 'Sin opex: el resultado termina en el margen.',
      pt: 'Sem opex: o resultado termina na margem.',
      en: 'Without opex: the P&L ends at the margin.',
    },
  },
  'contract.off_orders': {
    text: {
      es: 'Sin orders: ningún pedido consume el pronóstico y no hay pedidos atrasados.',
      pt: 'Sem orders: nenhum pedido consome a previsão e não há pedidos atrasados.',
      en: 'Without orders: no order consumes the forecast and no order can be late.',
    },
  },
  'contract.off_supply_orders': {
    text: {
      es: 'Sin supply_orders: no hay recepciones en firme.',
      pt: 'Sem supply_orders: não há recebimentos firmes.',
      en: 'Without supply_orders: there are no firm receipts.',
    },
  },
  'contract.off_receivables': {
    text: {
      es: 'Sin receivables: no hay cobros de lo ya vendido.',
      pt: 'Sem receivables: não há recebimentos do que já se vendeu.',
      en: 'Without receivables: nothing already sold is collected.',
    },
  },
  'contract.off_payables': {
    text: {
      es: 'Sin payables: no hay pagos de lo ya comprado.',
      pt: 'Sem payables: não há pagamentos do que já se comprou.',
      en: 'Without payables: nothing already bought is paid.',
    },
  },
  'contract.off_ledger': {
    text: {
      es: 'Sin ledger: los meses cerrados no se comparan con la contabilidad.',
      pt: 'Sem ledger: os meses fechados não se comparam com a contabilidade.',
      en: 'Without ledger: closed months are not tied to the ledger.',
    },
  },
  'contract.off_plans': {
    text: {
      es: 'Sin plans: no se mide el acierto de pronósticos pasados.',
      pt: 'Sem plans: não se mede o acerto de previsões passadas.',
      en: 'Without plans: the accuracy of past forecasts is not measured.',
    },
  },
  'contract.off_assortment': {
    text: {
      es: 'Sin assortment: todo producto se vende en toda tienda.',
      pt: 'Sem assortment: todo produto se vende em toda loja.',
      en: 'Without assortment: every product is sold in every store.',
    },
  },
  'contract.off_promotions': {
    text: {
      es: 'Sin promotions: no hay capa de promociones.',
      pt: 'Sem promotions: não há camada de promoções.',
      en: 'Without promotions: there is no layer of promotions.',
    },
  },
  'contract.off_service_terms': {
    text: {
      es: 'Sin service_terms: no hay prioridades ni multas por cliente.',
      pt: 'Sem service_terms: não há prioridades nem multas por cliente.',
      en: 'Without service_terms: there are no priorities or fines by customer.',
    },
  },
  'contract.table_absent': {
    text: {
      es: 'No hay tabla {table}: lo que la usa queda apagado.',
      pt: 'Não há tabela {table}: o que a usa fica desligado.',
      en: 'There is no table {table}: what uses it is off.',
    },
  },
  'contract.unknown_file': {
    text: {
      es: '{file} no es ninguna de las tablas y no se lee.',
      pt: '{file} não é nenhuma das tabelas e não se lê.',
      en: '{file} is none of the tables and is not read.',
    },
    remedy: {
      es: 'Si debía leerse, déle el nombre de su tabla: sales-2026.csv, stock.xlsx.',
      pt: 'Se devia ser lido, dê-lhe o nome da sua tabela: sales-2026.csv, stock.xlsx.',
      en: 'If it should be read, name it after its table: sales-2026.csv, stock.xlsx.',
    },
  },
  'contract.attribute_kept': {
    text: {
      es: '{file}: la columna {column} no es de {table}; se guarda como atributo.',
      pt: '{file}: a coluna {column} não é de {table}; guarda-se como atributo.',
      en: '{file}: the column {column} is none of {table}; it is kept as an attribute.',
    },
  },
  'contract.reference_ignored': {
    text: {
      es: '{table}.{column} nombra filas de {targets}, que no está en la carpeta: se guarda y no se usa.',
      pt: '{table}.{column} nomeia linhas de {targets}, que não está na pasta: guarda-se e não se usa.',
      en: '{table}.{column} names rows of {targets}, which the folder does not have: kept, not used.',
    },
  },
} satisfies Messages
