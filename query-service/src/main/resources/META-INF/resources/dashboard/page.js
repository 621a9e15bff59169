/** What every page shares: the bar, the footer, small builders, and how figures are written. */
import {pageUrl, tenant, useTenant} from './api.js';

export const $ = id => document.getElementById(id);

/** An element; text is always text, never markup, whatever an import file called its exercise. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === 'style') Object.assign(node.style, value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.filter(c => c !== null && c !== undefined && c !== false));
  return node;
}

const LOCALE = 'en-GB';
const DATE = new Intl.DateTimeFormat(LOCALE, {day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC'});
const WHOLE = new Intl.NumberFormat(LOCALE);

export const DAY_MS = 86_400_000;
export const date = t => (t === null || t === undefined ? '–' : DATE.format(new Date(t)));
export const whole = n => (n === null || n === undefined ? '–' : WHOLE.format(n));
export const percent = (x, digits = 0) => (x === null || x === undefined ? '–' : `${(100 * x).toFixed(digits)} %`);
export const over = ratio => (ratio === null || ratio === undefined ? '–' : `${ratio >= 1 ? '+' : '−'}${Math.abs(100 * (ratio - 1)).toFixed(0)} %`);
export const weeks = w => (w === null || w === undefined ? '–' : w < 10 ? w.toFixed(1) : w.toFixed(0));
export const plural = (n, one, many = one + 's') => `${whole(n)} ${n === 1 ? one : many}`;
export const words = key => String(key ?? '').replaceAll(/[-_]/g, ' ').toLowerCase();

export function span(days) {
  if (days < 14) return plural(Math.round(days), 'day');
  if (days < 90) return plural(Math.round(days / 7), 'week');
  if (days < 730) return plural(Math.round(days / 30.44), 'month');
  return plural(Math.round(days / 365.25), 'year');
}

export const athleteUrl = id => pageUrl('athlete.html', {id});

export function meter(share, kind = '') {
  const width = `${Math.round(100 * Math.min(Math.max(share ?? 0, 0), 1))}%`;
  return el('span', {class: `meter ${kind}`},
    el('b', {'aria-hidden': 'true'}, el('i', {style: {width}})), el('span', {}, percent(share)));
}

export function tile(label, value, fine, colour) {
  return el('div', {},
    el('dt', {}, colour && el('i', {style: {background: colour}, 'aria-hidden': 'true'}), label),
    el('dd', {class: 'big'}, value),
    fine && el('dd', {class: 'fine'}, fine));
}

export function badge(phase) {
  return el('span', {class: 'badge', 'data-phase': phase}, phase);
}

export function showProblem(error) {
  const box = $('problem');
  box.hidden = !error;
  box.textContent = error ? error.message : '';
}

const LIVE = {live: 'Live', waiting: 'Reconnecting', off: 'Not live'};

export function showLive(state) {
  const node = document.querySelector('.live');
  node.dataset.state = state;
  node.lastChild.textContent = LIVE[state];
}

function bar() {
  const here = location.pathname.split('/').pop() || 'index.html';
  const link = (page, text) => el('a', {href: pageUrl(page), 'aria-current': here === page ? 'page' : null}, text);
  const input = el('input', {value: tenant(), 'aria-label': 'Tenant', autocomplete: 'off', spellcheck: 'false'});
  const form = el('form', {}, el('label', {}, 'Tenant ', input));
  form.addEventListener('submit', event => {
    event.preventDefault();
    useTenant(input.value.trim());
  });
  document.querySelector('[data-bar]').append(el('div', {},
    el('a', {class: 'brand', href: pageUrl('index.html')}, el('img', {src: 'dashboard/mark.svg', alt: ''}), 'Holdfast'),
    el('nav', {'aria-label': 'Pages'}, link('index.html', 'Members'), link('import.html', 'Import')),
    el('span', {class: 'live', 'data-state': 'off', role: 'status'}, el('i', {'aria-hidden': 'true'}), LIVE.off),
    form));
  // Links that the page itself has written.
  for (const written of document.querySelectorAll('main a[href$=".html"]')) written.href = pageUrl(written.getAttribute('href'));
  document.querySelector('[data-foot]').append(el('p', {},
    'Figures come from a model of two systems, structure and motor program, fitted to published groups. They are estimates, not measurements or medical advice.'));
}
bar();
