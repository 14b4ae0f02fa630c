import type { Message, Messages } from '../message.js'

type Words = readonly [es: string, pt: string, en: string]

const message = (text: Words, remedy: Words): Message => ({
  text: { es: text[0], pt: text[1], en: text[2] },
  remedy: { es: remedy[0], pt: remedy[1], en: remedy[2] },
})

export const apiMessages = {
  'api.invalid': message(
    [
      'La solicitud no tiene la forma que debe.',
      'A solicitação não tem a forma que deve.',
      'The request does not have the shape it should.',
    ],
    [
      'Corrija los campos indicados; la forma está en /api/v1/openapi.json.',
      'Corrija os campos indicados; a forma está em /api/v1/openapi.json.',
      'Mend the fields that are listed; the shape is in /api/v1/openapi.json.',
    ],
  ),
  'api.not_json': message(
    ['Se espera application/json.', 'Espera-se application/json.', 'The body has to be application/json.'],
    [
      'Envíe JSON con ese tipo de contenido.',
      'Envie JSON com esse tipo de conteúdo.',
      'Send JSON with that content type.',
    ],
  ),
  'api.not_bytes': message(
    [
      'Se espera application/octet-stream.',
      'Espera-se application/octet-stream.',
      'The body has to be application/octet-stream.',
    ],
    [
      'Envíe el archivo tal cual, con ese tipo de contenido.',
      'Envie o arquivo como está, com esse tipo de conteúdo.',
      'Send the file as it is, with that content type.',
    ],
  ),
  'api.too_large': message(
    [
      'La solicitud supera {megabytes} MB.',
      'A solicitação passa de {megabytes} MB.',
      'The request is longer than {megabytes} MB.',
    ],
    ['Envíela en partes.', 'Envie-a em partes.', 'Send it in parts.'],
  ),
  'api.too_many_requests': message(
    [
      'Demasiadas solicitudes; espere {seconds} s.',
      'Solicitações demais; espere {seconds} s.',
      'Too many requests; wait {seconds} s.',
    ],
    ['Espere y siga más despacio.', 'Espere e siga mais devagar.', 'Wait, then go on more slowly.'],
  ),
  'api.wrong_origin': message(
    [
      'La solicitud no viene de una página de Rumbo.',
      'A solicitação não vem de uma página do Rumbo.',
      'The request does not come from a page of Rumbo.',
    ],
    [
      'Ábrala desde Rumbo, o use un token.',
      'Abra-a pelo Rumbo, ou use um token.',
      'Open it from Rumbo, or use a token.',
    ],
  ),
  'api.live_token': message(
    ['Este token solo lee tablas vivas.', 'Este token só lê tabelas vivas.', 'This token reads live tables only.'],
    ['Use un token de tipo api.', 'Use um token do tipo api.', 'Use a token of kind api.'],
  ),
  'api.not_found': message(
    ['Aquí no hay nada.', 'Aqui não há nada.', 'There is nothing here.'],
    [
      'Las rutas están en /api/v1/openapi.json.',
      'As rotas estão em /api/v1/openapi.json.',
      'The routes are in /api/v1/openapi.json.',
    ],
  ),
  'api.stopping': message(
    [
      'El servidor está arrancando o deteniéndose.',
      'O servidor está iniciando ou parando.',
      'The server is starting or stopping.',
    ],
    ['Inténtelo en unos segundos.', 'Tente em alguns segundos.', 'Try again in a few seconds.'],
  ),
  'api.too_slow': message(
    [
      'El plan cambió mientras se leía la tabla.',
      'O plano mudou enquanto se lia a tabela.',
      'The plan changed while the table was read.',
    ],
    [
      'Inténtelo de nuevo, o pida menos filas.',
      'Tente de novo, ou peça menos linhas.',
      'Try again, or ask for fewer rows.',
    ],
  ),
  'api.table_too_long': message(
    [
      'La tabla tiene {rows} filas; se entregan hasta {most}.',
      'A tabela tem {rows} linhas; entregam-se até {most}.',
      'The table has {rows} rows; up to {most} are given.',
    ],
    [
      'Pida una parte, o use los archivos Parquet de la versión.',
      'Peça uma parte, ou use os arquivos Parquet da versão.',
      'Ask for a part, or use the Parquet files of the version.',
    ],
  ),
  'api.fault': message(
    ['Falló algo nuestro.', 'Algo nosso falhou.', 'Something of ours failed.'],
    [
      'Inténtelo de nuevo; si persiste, envíe el número de la solicitud.',
      'Tente de novo; se persistir, envie o número da solicitação.',
      'Try again; if it goes on, send the number of the request.',
    ],
  ),
} satisfies Messages
