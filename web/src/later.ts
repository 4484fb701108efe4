import "./ui/later.css";
import "./ui/paper.css";

/** What the first route does without, as one file that is fetched after it: guidance, voice, and other ways. */

export { Compass } from "./patient/compass";
export { Elsewhere } from "./patient/elsewhere";
export { Banner, GuidePanel } from "./patient/guide";
export { NoWay } from "./patient/otherways";
export { Notices } from "./patient/notices";
export { Beginnings } from "./patient/beginnings";
export { RouteTools } from "./patient/take";
export { RememberCar } from "./patient/car";
export { SignChoices } from "./patient/signs";
export { VisitPanel } from "./patient/visit";
export { WaitLine } from "./patient/wait";
export { whereabouts } from "./patient/whereabouts";
export { runRest } from "./rest";
export { changeProfile, reportPosition, speakLanguage, startGuidance, watchVisitor } from "./walking";
