import platform from "../../index";
import { extensions } from "./extensions";

/** The platform with the extensions of this example in place of those in the top folder. */
export = () => platform(extensions);
