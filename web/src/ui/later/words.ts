/** The words of what is fetched after the first route, in the chosen language. */

import { computed } from "@preact/signals";
import { lang } from "../../settings";
import { en } from "./en";
import { zh } from "./zh";

const WORDS = { "zh-Hans": zh, en };

export const lt = computed(() => WORDS[lang.value]);
