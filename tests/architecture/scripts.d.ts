// What the theme's scripts may take for granted, for tests/architecture/test_script_types.py: what others set on the window,
// what the joined file has in front of its parts, and, of the page, that an element which is asked for is of the kind that has
// what is read of it: which element a selector finds no type tells.
interface Window { [name: string]: any }
interface Array<T> { exact?: boolean } // keys of a query, to be found as they stand
interface Node { data: string; closest: Element["closest"]; matches: Element["matches"] }
interface EventTarget { closest: Element["closest"]; matches: Element["matches"]; value: any; tagName: string; setAttribute: Element["setAttribute"] }
interface Element {
  href: string; hash: string; src: string; title: string; content: string; name: string; type: string; dataset: DOMStringMap;
  value: any; checked: boolean; hidden: boolean; open: boolean; inert: boolean; selectedIndex: number; elements: any;
  rel: string; protocol: string; tabIndex: number; style: any; offsetParent: any; offsetWidth: number; nextElementSibling: any; cells: any; rows: any; htmlFor: string;
  click(): void; focus(options?: object): void; blur(): void; select(): void;
}
interface HTMLElement { tBodies: any; tHead: any }
interface HTMLScriptElement { rel: string }
interface SVGScriptElement { src: string }
declare const ROOT: string, PALETTE: any[], SEARCH: string, LENS: string, planMore: any;
