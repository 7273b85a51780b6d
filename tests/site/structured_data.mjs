// Reads HTML from standard input; writes what the validator finds in its structured data as JSON.
// Without the schema.org vocabulary, which would have to be fetched, it checks Google's rules for
// rich results (JobPosting, BreadcrumbList, Organization), not every property's name.
import { text } from 'node:stream/consumers';
import Validator from '@adobe/structured-data-validator';
import WebAutoExtractor from '@marbec/web-auto-extractor';

const found = new WebAutoExtractor({ addLocation: false }).parse(await text(process.stdin));
const issues = await new Validator().validate(found);
process.stdout.write(JSON.stringify({ types: Object.keys(found.jsonld), issues }));
