/** Words of a page of staff, in both languages: `en` has the type of `zh`, so a missing string does not compile. */

import { computed, effect, type ReadonlySignal } from "@preact/signals";
import { lang, type Lang } from "../settings";

export function inLanguage<T>(words: Readonly<Record<Lang, T>>): ReadonlySignal<T> {
  return computed(() => words[lang.value]);
}

const shellZh = {
  pages: { editor: "地图编辑", releases: "发布", facilities: "设施看板", print: "打印", people: "人员与权限" },
  pagesLabel: "页面",
  venue: "场所",
  signOut: "退出",
  signIn: "登录",
  switchTo: "English",
  noVenue: "还没有可用的场所。",
  trouble: "服务器没有响应。请稍后再试。",
};

export const shellWords = inLanguage<typeof shellZh>({
  "zh-Hans": shellZh,
  en: {
    pages: { editor: "Map editor", releases: "Releases", facilities: "Facilities", print: "Print", people: "People" },
    pagesLabel: "Pages",
    venue: "Venue",
    signOut: "Sign out",
    signIn: "Sign in",
    switchTo: "中文",
    noVenue: "There is no venue yet.",
    trouble: "The server does not answer. Please try again later.",
  },
});

effect(() => document.documentElement.setAttribute("lang", lang.value));
