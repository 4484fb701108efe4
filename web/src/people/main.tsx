import "./people.css";

import { startStaffPage } from "../staff/start";
import { PeoplePage } from "./page";

void startStaffPage(() => <PeoplePage />);
