import { ConsentBox } from './ConsentBox.tsx';
import classes from './consent.module.css';

/** On the page of a customer. */
export function ConsentPanel({ customerId }: { customerId: string }) {
  return <div className={classes.panel}><ConsentBox customerId={customerId} /></div>;
}
