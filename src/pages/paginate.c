/* Takes the flow, gives plans by the rule that the layout names. See paginate.h. */
#include "pages/paginate.h"

#include "pages/critical.h"
#include "pages/explain.h"
#include "pages/variants.h"

/* Whether what stands below a band finds no good end there: then it had better not stay. */
static bool ends_badly(const struct composition *c, struct cursor at)
{
    struct endings endings = {0};
    distribute(c, at, &endings);
    const struct ending *best = endings_best(&endings);
    bool floats = at.piece >= c->flow->pieces.count;
    return !floats && (best == NULL || best->rank > RANK_FREE);
}

/* The cheapest ending, without those that leave what comes next in a bad place. */
static const struct ending *choose(const struct composition *c, struct cursor at,
                                   struct endings *endings)
{
    const struct ending *best = endings_best(endings);
    if (best == NULL || !best->stays || !ends_badly(c, plans_next(c, at, best)))
        return best;
    const struct ending *other = NULL;
    for (size_t i = 0; i < endings->list.count; i++) {
        const struct ending *ending = &endings->list.items[i];
        if (!ending->stays && (other == NULL || ending->total <= other->total))
            other = ending;
    }
    return other != NULL && other->rank == RANK_FREE ? other : best;
}

static void plan_greedily(const struct composition *c, struct plans *plans)
{
    struct cursor at = {.piece = 0};
    struct endings endings = {0};
    while (!compose_done(c, at)) {
        distribute(c, at, &endings);
        at = plans_add(c, at, choose(c, at, &endings), plans);
    }
}

/* ---- judging
 * ----------------------------------------------------------------------------------*/

static struct span span_of(const struct builder *b, const struct piece *piece)
{
    if (piece->kind == PIECE_LINE)
        return piece->of.paragraph->span;
    return piece->kind == PIECE_ROW ? piece->of.row->span : b->document->span;
}

/* Only a piece that has the page for itself can stick out. */
static void judge_height(struct builder *b, const struct flow *flow,
                         const struct page_plan *plan)
{
    if (plan->filled <= b->height || plan->from.piece >= flow->pieces.count)
        return;
    struct buffer amount = buffer_new(b->arena);
    length_print(&amount, plan->filled - b->height, 1);
    diag(b->job, DIAG_PAGE_FULL, span_of(b, &flow->pieces.items[plan->from.piece]),
         text_string(b->arena, buffer_text(&amount)), NULL);
}

/* Explains the page that was asked for, if there is one. */
static void explain(const struct composition *c, const struct plans *plans)
{
    struct builder *b = c->b;
    struct span nowhere = {0, 0, 0};
    if (b->explain == 0)
        return;
    if (b->explain > plans_pages(plans)) {
        struct text count = text_decimal(b->arena, (int64_t)plans_pages(plans));
        diag(b->job, DIAG_PAGE_UNKNOWN, nowhere, text_string(b->arena, count), NULL);
        return;
    }
    struct buffer out = buffer_new(b->arena);
    explain_break(c, plans, b->explain, &out);
    b->explanation = buffer_text(&out);
}

struct plans paginate_alone(struct builder *b, const struct flow *flow)
{
    struct builder alone = *b;
    alone.floats.count = alone.mentions.count = 0;
    struct plans plans = {0};
    struct composition composition = compose_new(&alone, flow);
    if (b->design->pagination == PAGINATION_GREEDY)
        plan_greedily(&composition, &plans);
    else if (flow->pieces.count > 0)
        optimum_find(&composition, (struct optimum_start){.page = 0}, &plans);
    for (size_t i = 0; i < plans.list.count; i++)
        judge_height(b, flow, &plans.list.items[i]);
    return plans;
}

/* Reports what must not be cut and is, at the foot of page `number`, or of a column of it, or
 * in its floats. */
static void judge_cuts(struct builder *b, struct flow *flow, const struct page_plan *plan,
                       size_t number)
{
    bool stays = plan->to.column == 0 && plan->to.top > 0;
    bool empty = plan->to.piece == plan->from.piece && plan->to.column > 0;
    if (!stays && !empty)
        critical_judge(b, flow, plan->to, number);
    for (uint32_t i = plan->from.floating; i < plan->to.floating; i++) {
        struct cursor end = {.piece = b->floats.items[i].to};
        critical_judge(b, b->floats.items[i].flow, end, number);
    }
}

struct plans paginate(struct builder *b, struct flow *flow)
{
    struct plans plans = {0};
    struct composition composition = compose_new(b, flow);
    if (b->greedy || b->design->pagination == PAGINATION_GREEDY) {
        plan_greedily(&composition, &plans);
    } else {
        struct optimum_start start = {.page = 0};
        variants_find(&composition, flow);
        optimum_find(&composition, start, &plans);
    }
    explain(&composition, &plans);
    variants_apply(&composition, flow, &plans);
    size_t page = 0;
    for (size_t i = 0; i < plans.list.count; i++) {
        const struct page_plan *plan = &plans.list.items[i];
        page += plan_opens(plan);
        judge_height(b, flow, plan);
        judge_cuts(b, flow, plan, page);
    }
    if (plans.list.count == 0) /* an empty document is one empty page */
        array_push(b->arena, &plans.list);
    return plans;
}
