// Texts, numbers, elements, and the one way to change the state; maps and fronts share them.

const LOCALES = { nl: "nl-BE", en: "en-GB" };

function t(key, values = {}) {
  const text = data.messages[state.lang][key];
  if (text === undefined) throw new Error(`no message ${key}`);
  return text.replace(/\{(\w+)\}/g, (match, name) => (name in values ? String(values[name]) : match));
}

function named(names) {
  const text = names[state.lang === "nl" ? 0 : 1] || names[0] || "";
  return text.charAt(0).toLocaleUpperCase(LOCALES[state.lang]) + text.slice(1);
}

function number(value, digits = 0) {
  const options = { maximumFractionDigits: digits, minimumFractionDigits: digits };
  return new Intl.NumberFormat(LOCALES[state.lang], options).format(value === 0 ? 0 : value).replace("-", "\u2212");
}

function signed(value, digits = 0) {
  const shown = number(Math.abs(value), digits);
  if (Number(Math.abs(value).toFixed(digits)) === 0) return number(0, digits);
  return (value > 0 ? "+" : "\u2212") + shown;
}

function percent(share, digits = 0) {
  return `${number(share * 100, digits)}%`;
}

function plural(key, count) {
  return t(Math.round(count) === 1 ? `${key}_one` : `${key}_many`, { count: number(count) });
}

function unitName(unit) {
  const key = `unit_${unit.replace(/[^A-Za-z0-9]+/g, "_").toLowerCase()}`;
  return data.messages[state.lang][key] ?? unit;
}

function termName(term) {
  return data.messages[state.lang][`term_${term}`] ?? term;
}

const SMALL_UNITS = ["FTE", "share", "km"];

function amount(value, unit) {
  if (value === null) return "\u2013";
  if (unit === "share") return percent(value, 1);
  if (unit.startsWith("EUR") && Math.abs(value) >= 1e6) return `${number(value / 1e6, 1)} ${t("million")} ${unitName(unit)}`;
  return `${number(value, SMALL_UNITS.includes(unit) ? 1 : 0)} ${unitName(unit)}`;
}

function shiftedAmount(today, plan, unit) {
  const large = unit.startsWith("EUR") && Math.max(Math.abs(today), Math.abs(plan)) >= 1e6;
  const digits = large || SMALL_UNITS.includes(unit) ? 1 : 0;
  const scale = large ? 1e6 : 1;
  const unitText = (large ? `${t("million")} ` : "") + unitName(unit);
  return { before: number(today / scale, digits), after: number(plan / scale, digits), unit: unitText,
    change: signed((plan - today) / scale, digits) };
}

// Elements. Text only ever enters as text: never as markup.

const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name === "on") for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat()) if (child !== null && child !== undefined) element.append(child);
  return element;
}

function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function s(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function byId(id) {
  return document.getElementById(id);
}

function replace(id, ...children) {
  byId(id).replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined));
}

// One way to change the state: everything is drawn again, the focus stays where it was.

function change(patch, announcement) {
  Object.assign(state, patch);
  const key = document.activeElement?.getAttribute("data-key");
  render();
  if (key) {
    for (const element of document.querySelectorAll("[data-key]")) {
      if (element.getAttribute("data-key") === key && element.getClientRects().length) {
        element.focus({ preventScroll: true });
        break;
      }
    }
  }
  writeHash();
  if (announcement) byId("live").textContent = announcement;
}
