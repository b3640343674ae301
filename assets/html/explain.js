/** Ids in an attribute of a value. */
const idsIn = (value, name) => (value.dataset[name] ?? '').split(' ').filter((id) => id !== '');

/** A path that may be broken between its names. */
const breakable = (path) =>
  path.split(/(?<=[./\]])|(?<=[a-z])(?=[A-Z])/u).flatMap((part) => [part, document.createElement('wbr')]);

const still = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Brings a value into the middle of its side without moving the page, if its side scrolls by itself. */
const reveal = (value) => {
  const list = value.closest('.list');
  if (list.scrollHeight <= list.clientHeight + 1) return false;
  const top = value.getBoundingClientRect().top - list.getBoundingClientRect().top;
  if (top < 0 || top + value.offsetHeight > list.clientHeight) {
    const to = list.scrollTop + top - Math.max(0, (list.clientHeight - value.offsetHeight) / 2);
    list.scrollTo({ top: to, behavior: still() ? 'auto' : 'smooth' });
  }
  return true;
};

/** One message: its two sides, what is chosen, filtered and searched for. */
class Message {
  constructor(section) {
    this.section = section;
    this.values = [...section.querySelectorAll('.value')];
    this.byId = new Map(this.values.map((value) => [value.id, value]));
    this.texts = new Map(
      this.values.map((value) => [value, `${value.dataset.path} ${value.textContent}`.toLowerCase()]),
    );
    this.sections = [...section.querySelectorAll('.section')];
    this.detail = section.querySelector('.detail');
    this.found = section.querySelector('.found');
    this.input = section.querySelector('.search input');
    this.filters = [...section.querySelectorAll('.filter')];
    this.kinds = new Set();
    this.chosen = undefined;
    if (this.detail === null) return;
    for (const list of section.querySelectorAll('.list')) this.listen(list);
    for (const button of this.filters) button.addEventListener('click', () => this.toggle(button));
    this.input.addEventListener('input', () => this.show());
    this.input.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') {
        this.input.value = '';
        this.show();
      }
      if (event.key === 'ArrowDown' || event.key === 'Enter') {
        event.preventDefault();
        const first = this.values.find((value) => !value.hidden);
        if (first !== undefined) this.choose(first, true);
      }
    });
    this.detail.querySelector('.close').addEventListener('click', () => this.leave());
    this.show();
  }

  listen(list) {
    list.addEventListener('click', (event) => {
      const value = event.target.closest('.value');
      // Text that is being marked to be copied is not chosen.
      if (value !== null && getSelection().isCollapsed) this.choose(value, true);
    });
    list.addEventListener('focus', () => {
      const shown = this.shownIn(list);
      const value = shown.includes(this.chosen) ? this.chosen : shown[0];
      if (value !== undefined) this.choose(value, true);
    });
    list.addEventListener('keydown', (event) => this.key(event, list));
  }

  shownIn(list) {
    return this.values.filter((value) => !value.hidden && list.contains(value));
  }

  key(event, list) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const shown = this.shownIn(list);
    const at = shown.indexOf(event.target);
    const page = 10;
    const next = {
      ArrowDown: shown[at + 1],
      ArrowUp: shown[at - 1],
      PageDown: shown[Math.min(at + page, shown.length - 1)],
      PageUp: shown[Math.max(at - page, 0)],
      Home: shown[0],
      End: shown.at(-1),
      Enter: shown[at],
      ' ': shown[at],
    };
    if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      const right = list.closest('.side').classList.contains('right');
      if ((event.key === 'ArrowLeft') === right) this.across();
    } else if (event.key === '/') this.input.focus();
    else if (event.key === 'Escape') this.leave();
    else if (event.key in next) {
      if (next[event.key] !== undefined) this.choose(next[event.key], true);
    } else return;
    event.preventDefault();
  }

  /** Goes to the first counterpart of what is chosen. */
  across() {
    if (this.chosen === undefined) return;
    const [id] = [...idsIn(this.chosen, 'links'), ...idsIn(this.chosen, 'decides')];
    const other = this.byId.get(id);
    if (other !== undefined) this.choose(other, true);
  }

  leave() {
    const before = this.chosen;
    this.choose(undefined, false);
    before?.closest('.list').scrollIntoView({ block: 'nearest' });
  }

  /** Chooses a value: it and its counterparts are marked and brought into view, its rows are shown. */
  choose(value, focus) {
    for (const marked of this.section.querySelectorAll('.linked, .decided'))
      marked.classList.remove('linked', 'decided');
    this.chosen?.setAttribute('aria-selected', 'false');
    if (this.chosen !== undefined) this.chosen.tabIndex = -1;
    this.chosen = value;
    for (const list of this.section.querySelectorAll('.list')) list.tabIndex = list.contains(value) ? -1 : 0;
    this.detail.querySelector('.choose').hidden = value !== undefined;
    this.detail.querySelector('.chosen').hidden = value === undefined;
    if (value === undefined) return;
    value.hidden = false;
    value.closest('.section').hidden = false;
    value.setAttribute('aria-selected', 'true');
    value.tabIndex = 0;
    if (focus) value.focus({ preventScroll: true });
    const linked = this.mark(value, 'links', 'linked');
    const decided = this.mark(value, 'decides', 'decided');
    if (!reveal(value)) value.scrollIntoView({ block: 'nearest' });
    const [first] = [...linked, ...decided];
    if (first !== undefined) reveal(first);
    this.tell(value, linked, decided);
  }

  mark(value, name, mark) {
    const others = idsIn(value, name).flatMap((id) => this.byId.get(id) ?? []);
    for (const other of others) {
      other.hidden = false;
      other.closest('.section').hidden = false;
      other.classList.add(mark);
    }
    return others;
  }

  /** Shows what the page knows of a value. */
  tell(value, linked, decided) {
    const { detail } = this;
    const { kind, path, how, rows } = value.dataset;
    const filter = this.filters.find((button) => button.dataset.kind === kind);
    const sign = detail.querySelector('h3 .sign');
    sign.textContent = value.querySelector('.sign').textContent;
    detail.querySelector('.chosen').className = `chosen ${kind}`;
    detail.querySelector('h3 .kind').textContent = value.querySelector('.sign').title;
    detail.querySelector('.hint').textContent = how === '' ? filter.title : how;
    detail.querySelector('.path').replaceChildren(...breakable(path));
    detail.querySelector('.note').textContent = [...value.querySelectorAll('.why, .lost')]
      .map((note) => note.textContent)
      .join(' ');
    this.others(detail.querySelector('.goes'), linked);
    this.others(detail.querySelector('.decides'), decided);
    detail.querySelector('.nowhere').hidden = linked.length + decided.length > 0;
    const rules = rows.split(' ').flatMap((id) => {
      const rule = document.getElementById(`row-${id}`)?.cloneNode(true);
      rule?.removeAttribute('id');
      return rule ?? [];
    });
    detail.querySelector('.rules').replaceChildren(...rules);
    detail.scrollTop = 0;
  }

  others(part, values) {
    part.hidden = values.length === 0;
    const items = values.map((value) => {
      const item = document.createElement('li');
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'goto';
      const label = value.closest('.section').getAttribute('aria-label');
      button.append(...breakable(`${label} ${value.querySelector('.name').textContent}`));
      button.title = value.dataset.path;
      button.addEventListener('click', () => this.choose(value, true));
      item.append(button);
      return item;
    });
    part.querySelector('ul').replaceChildren(...items);
  }

  toggle(button) {
    const { kind } = button.dataset;
    if (kind === undefined) this.kinds.clear();
    else if (!this.kinds.delete(kind)) this.kinds.add(kind);
    for (const one of this.filters) {
      const pressed =
        one.dataset.kind === undefined ? this.kinds.size === 0 : this.kinds.has(one.dataset.kind);
      one.setAttribute('aria-pressed', String(pressed));
    }
    this.show();
  }

  /** Shows the values that fit the filter and the search, and the counterparts of what was found. */
  show() {
    const wanted = this.input.value.trim().toLowerCase();
    const fits = this.values.filter(
      (value) =>
        (this.kinds.size === 0 || this.kinds.has(value.dataset.kind)) &&
        (wanted === '' || this.texts.get(value).includes(wanted)),
    );
    const shown = new Set(fits);
    if (wanted !== '')
      for (const value of fits)
        for (const id of idsIn(value, 'links')) if (this.byId.has(id)) shown.add(this.byId.get(id));
    for (const value of this.values) if (value.hidden === shown.has(value)) value.hidden = !value.hidden;
    for (const part of this.sections)
      part.hidden = [...part.querySelectorAll('.value')].every((v) => v.hidden);
    const filtered = wanted !== '' || this.kinds.size > 0;
    this.found.textContent = !filtered
      ? ''
      : fits.length === 0
        ? this.found.dataset.none
        : `${fits.length} / ${this.values.length} ${this.found.dataset.found}`;
  }
}

const messages = new Map(
  [...document.querySelectorAll('.message')].map((section) => [section.id, new Message(section)]),
);

/** Shows one message of several: that which the address names, or the first. */
const open = (id) => {
  for (const [own, { section }] of messages) section.classList.toggle('elsewhere', own !== id);
  for (const link of document.querySelectorAll('nav a')) {
    if (link.hash === `#${id}`) link.setAttribute('aria-current', 'true');
    else link.removeAttribute('aria-current');
  }
};

const follow = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const section = target?.closest('.message') ?? document.querySelector('.message');
  if (section === null) return;
  open(section.id);
  if (target?.classList.contains('value')) messages.get(section.id).choose(target, true);
};

// A link to a value that was followed before must work again.
document.addEventListener('click', (event) => {
  if (event.target.closest('a')?.hash === location.hash && location.hash !== '') follow();
});
addEventListener('hashchange', follow);
follow();
