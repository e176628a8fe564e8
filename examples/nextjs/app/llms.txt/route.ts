import { passThrough } from "@/lib/passThrough";

export const GET = passThrough;
