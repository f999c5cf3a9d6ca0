import { createContext } from 'react';

const Framed = createContext(false);

/** Around a picture whose table and downloads belong to the frame (`ui/result`): the picture then offers none of its own. */
export const FramedCharts = Framed.Provider;
export const FramedContext = Framed;
