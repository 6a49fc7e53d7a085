/**
 * Builds one element. Text always goes in as text, never as markup.
 * @param {string} name
 * @param {Record<string, unknown>} properties set as properties; `data` goes to the dataset, `aria-…` and `role` to attributes
 * @param {...(Node | string | undefined)} children
 */
export function element(name, properties = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(properties)) {
    if (key === 'data') Object.assign(made.dataset, value)
    else if (key.startsWith('aria-') || key === 'role') made.setAttribute(key, String(value))
    else made[key] = value
  }
  made.append(...children.filter((child) => child !== undefined))
  return made
}
