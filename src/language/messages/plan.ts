import type { Messages } from '../message.js'

export const planMessages = {
  'plan.source_loop': {
    text: {
      es: 'Un abastecimiento vuelve sobre sí mismo: {path}.',
      pt: 'Um abastecimento volta a si mesmo: {path}.',
      en: 'A supply path comes back to itself: {path}.',
    },
    remedy: {
      es: 'Quite una de esas rutas o recetas, o márquela en `lanes` con use = transfer.',
      pt: 'Retire uma dessas rotas ou receitas, ou marque-a em `lanes` com use = transfer.',
      en: 'Remove one of these lanes or recipes, or mark the lane in `lanes` with use = transfer.',
    },
  },
} satisfies Messages
