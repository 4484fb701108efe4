import "./signin.css";

import { startPage } from "../staff/start";
import { SignIn } from "./form";

const invitation = /^#invitation=([A-Za-z0-9_-]{1,200})$/.exec(location.hash)?.[1] ?? null;

void startPage(() => <SignIn invitation={invitation} />);
