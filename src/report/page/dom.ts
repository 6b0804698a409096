// Elements made by hand: texts of the schema become text nodes, never markup.

type Child = Node | string | undefined

/** What an element gets beside its content: attributes by name; `on...` are listeners. */
type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>

function furnished<Kind extends Element>(
  element: Kind,
  given: Attributes,
  children: readonly (Child | readonly Child[])[],
): Kind {
  for (const [name, value] of Object.entries(given)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value)
    else if (value === true) element.setAttribute(name, '')
    else if (value !== undefined && value !== false) element.setAttribute(name, String(value))
  }
  element.append(...children.flat().filter((child): child is Node | string => child !== undefined))
  return element
}

/** An element of HTML. */
export const h = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  given: Attributes = {},
  ...children: readonly (Child | readonly Child[])[]
): HTMLElementTagNameMap[Tag] => furnished(document.createElement(tag), given, children)

/** An element of SVG. */
export const s = <Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  given: Attributes = {},
  ...children: readonly (Child | readonly Child[])[]
): SVGElementTagNameMap[Tag] =>
  furnished(document.createElementNS('http://www.w3.org/2000/svg', tag), given, children)

/** Lets a typed key act where no text is being typed. */
export const isTyping = ({ target }: Event): boolean =>
  target instanceof HTMLInputElement ||
  target instanceof HTMLSelectElement ||
  target instanceof HTMLTextAreaElement
