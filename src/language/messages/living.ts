import type { Messages } from '../message.js'

export const livingMessages = {
  'living.measure_not_seen': {
    text: {
      es: 'No tiene permiso para ver {measure}.',
      pt: 'Você não tem permissão para ver {measure}.',
      en: 'You may not see {measure}.',
    },
    remedy: {
      es: 'Pida a quien administra Rumbo el rol que lo muestra.',
      pt: 'Peça a quem administra o Rumbo o papel que o mostra.',
      en: 'Ask your administrator for a role that shows it.',
    },
  },
  'living.money_by_month': {
    text: {
      es: 'El dinero se lee por mes: {measure} por {period} no existe.',
      pt: 'O dinheiro é lido por mês: {measure} por {period} não existe.',
      en: 'Money is read by month: there is no {measure} by {period}.',
    },
    remedy: {
      es: 'Pida el período month o total.',
      pt: 'Peça o período month ou total.',
      en: 'Ask for the period month or total.',
    },
  },
  'living.stock_by_customer': {
    text: {
      es: 'El stock no tiene cliente: {measure} no se puede abrir por canal, cuenta ni cliente.',
      pt: 'O estoque não tem cliente: {measure} não pode ser aberto por canal, conta nem cliente.',
      en: 'Stock has no customer: {measure} cannot be broken down by channel, account or customer.',
    },
    remedy: {
      es: 'Ábralo por producto, país o ubicación.',
      pt: 'Abra-o por produto, país ou local.',
      en: 'Break it down by product, country or location.',
    },
  },
} satisfies Messages
