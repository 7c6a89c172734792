/*
 * The flow → the pages it is cut into: private to pages.
 * The one idea: whatever rule chose the pages, they are the same plans, judged the same way.
 */
#ifndef PAGES_PAGINATE_H
#define PAGES_PAGINATE_H

#include "pages/optimum.h"

/* Pages of the whole flow, at least one. Paragraphs of the flow may be broken anew for them.
 * Reports what sticks out of its page or is cut though it must not be. */
struct plans paginate(struct builder *b, struct flow *flow);

/* Pages of a flow without floats and footnotes, by the same rule; none for an empty flow.
 * Reports what sticks out of its page; what is cut is not judged. */
struct plans paginate_alone(struct builder *b, const struct flow *flow);

#endif
