import { LANGUAGES, type Language } from '../language/message.js'

/** What the person chose, else the first language of the browser that we speak, else the company's. */
export function spokenLanguage(request: Request, chosen: Language | null, companyLanguage: Language): Language {
  const wished = (request.headers.get('accept-language') ?? '').toLowerCase().split(',')
  const spoken = wished.map((one) => LANGUAGES.find((language) => one.trim().startsWith(language)))
  return chosen ?? spoken.find((language) => language !== undefined) ?? companyLanguage
}
