// Before anything is painted: the theme, density and language that this browser last had. Whatever goes wrong here is
// mended by the page itself a moment later.
try {
  const scheme = localStorage.getItem('mantine-color-scheme-value') ?? 'auto'
  const dark = scheme === 'dark' || (scheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches)
  const { documentElement: page } = document
  page.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
  page.style.colorScheme = dark ? 'dark' : 'light'
  page.dataset.density = JSON.parse(localStorage.getItem('rumbo.density') ?? '"compact"')
  page.lang = JSON.parse(localStorage.getItem('rumbo.language') ?? '"es"')
} catch {
  // A browser that keeps nothing.
}
