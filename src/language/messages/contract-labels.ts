import type { Messages } from '../message.js'

/** Words of the printed check report. */
export const reportLabels = {
  'contract.label_fault': { text: { es: 'FALLA', pt: 'FALHA', en: 'FAULT' } },
  'contract.label_bad': { text: { es: 'fila mala', pt: 'linha ruim', en: 'bad row' } },
  'contract.label_notice': { text: { es: 'aviso', pt: 'aviso', en: 'notice' } },
  'contract.label_row': { text: { es: 'fila', pt: 'linha', en: 'row' } },
  'contract.label_sheet': { text: { es: 'hoja', pt: 'planilha', en: 'sheet' } },
  'contract.label_table': { text: { es: 'tabla', pt: 'tabela', en: 'table' } },
  'contract.label_files': { text: { es: 'archivos', pt: 'arquivos', en: 'files' } },
  'contract.label_rows': { text: { es: 'filas', pt: 'linhas', en: 'rows' } },
  'contract.label_bad_rows': { text: { es: 'malas', pt: 'ruins', en: 'bad' } },
  'contract.label_coverage': { text: { es: 'cobertura', pt: 'cobertura', en: 'coverage' } },
  'contract.more_bad_rows': {
    text: {
      es: 'y {count} filas malas más',
      pt: 'e mais {count} linhas ruins',
      en: 'and {count} more bad rows',
    },
  },
} satisfies Messages
