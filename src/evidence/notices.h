/*
 * What became of sources after they were published: messages and the words in print. Private to
 * evidence; evidence_notices is in the door.
 */
#ifndef EVIDENCE_NOTICES_H
#define EVIDENCE_NOTICES_H

#include "evidence/evidence.h"

/* Reports each source that was retracted (an error, with all that falls with it), is under an
 * expression of concern or was corrected (warnings), at its first cite, or where a claim rests
 * on it. The style of `request` may be NULL. */
void notices_check(struct job *job, const struct cite_request *request);

/* "Retracted: where" with its first words bold, in German, French or (for any other `language`)
 * English; empty for a source that stands. */
struct rich notice_text(struct job *job, const struct notice *notice, struct text language);

#endif
