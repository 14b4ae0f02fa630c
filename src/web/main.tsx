import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import '@mantine/spotlight/styles.css'
import '@fontsource-variable/inter/index.css'
import './theme/frame.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.js'

createRoot(document.getElementById('rumbo')!).render(<App />)
