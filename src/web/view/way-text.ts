/** A way from the root of a tree to a node, as it stands in an address: names with `/` between them. */
export const wayText = (way: readonly string[]): string => way.map(encode).join('/')
export const readWay = (text: string): string[] => (text === '' ? [] : text.split('/').map(decode))

/** A node without a name is an empty part; the sign that divides is written out where it belongs to a name. */
const encode = (name: string): string => (name === '' ? '~' : name.replace(/[%/~]/g, (sign) => `%${hex(sign)}`))
const decode = (part: string): string => (part === '~' ? '' : part.replace(/%([0-9A-F]{2})/g, (_, code) => sign(code)))
const hex = (sign: string): string => sign.charCodeAt(0).toString(16).toUpperCase()
const sign = (code: string): string => String.fromCharCode(Number.parseInt(code, 16))
