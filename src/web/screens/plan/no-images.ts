import type { ImageWindowLoader } from '@glideapps/glide-data-grid'

/** Cells of a plan have no pictures. */
export const noImages: ImageWindowLoader = {
  setWindow: () => undefined,
  loadOrGetImage: () => undefined,
  setCallback: () => undefined,
}
