/*
 * One name: its parts in their order, with the looks of each.
 * The one idea: the tables of the specification ("Names", name order) as joins of parts that
 * may be absent: what is absent takes its separator along.
 */
#include "citation/names.h"

#include "citation/textcase.h"
#include "citation/unicode.h"

/* `a` and `b` with `separator` between them, or the one that is there. */
static struct node *join(struct job *job, struct node *a, struct node *b, struct text separator)
{
    if (!a)
        return b;
    if (!b)
        return a;
    struct node *both = node_group(job);
    both->delimiter = separator;
    node_add(both, a);
    node_add(both, b);
    return both;
}

static struct node *part(struct context *context, struct text text, const struct looks *looks)
{
    if (!text.length)
        return NULL;
    struct looks bare = *looks;
    bare.prefix = bare.suffix = (struct text){0};
    return render_looks(context, markup_read(context->job, text), &bare);
}

static struct node *affixed(struct job *job, struct node *node, const struct looks *looks)
{
    if (!node || (!looks->prefix.length && !looks->suffix.length))
        return node;
    struct node *outer = node_group(job);
    node_add(outer, node);
    outer->prefix = looks->prefix;
    outer->suffix = looks->suffix;
    return outer;
}

/* No space behind "d'" or "al-". */
static struct text space_after(struct text particle)
{
    bool tight = text_ends(particle, "'") || text_ends(particle, "\u2019") ||
                 text_ends(particle, "-") || text_ends(particle, " ");
    return tight ? (struct text){0} : TEXT(" ");
}

bool name_compact(const struct source_name *name)
{
    return !text_romanesque(name->family) || !text_romanesque(name->given);
}

static struct text given_text(struct context *context, const struct source_name *name,
                              const struct name_plan *plan)
{
    const struct name_options *options = plan->options;
    bool initials = options->initialize_with.set && plan->level < 2 && !name_compact(name) &&
                    name->family.length;
    if (!initials)
        return name->given;
    return name_initials(context->job, name->given, options->initialize_with.text,
                         context->style->initialize_with_hyphen,
                         options->initialize == TRI_FALSE);
}

/* Initials without full stops take a suffix without one: "Zarate CA Jr". */
static struct text suffix_text(const struct source_name *name, const struct name_plan *plan)
{
    struct setting with = plan->options->initialize_with;
    bool stopless = with.set && text_find(with.text, '.', 0) == with.text.length;
    if (!stopless || !text_ends(name->suffix, "."))
        return name->suffix;
    return text_slice(name->suffix, 0, name->suffix.length - 1);
}

static bool demoted(const struct context *context)
{
    enum demote demote = context->style->demote;
    if (demote == DEMOTE_NEVER)
        return false;
    return demote == DEMOTE_DISPLAY_AND_SORT || context->purpose == FOR_SORT;
}

struct parts {
    struct node *given, *dropping, *particle, *family, *suffix;
    struct text dropping_text, particle_text;
};

static struct parts parts_of(struct context *context, const struct source_name *name,
                             const struct name_plan *plan)
{
    const struct names_element *element = plan->element;
    static const struct looks none;
    return (struct parts){
        .given = part(context, given_text(context, name, plan), &element->given),
        .dropping = part(context, name->dropping_particle, &element->given),
        .particle = part(context, name->non_dropping_particle, &element->family),
        .family = part(context, name->family, &element->family),
        .suffix = part(context, suffix_text(name, plan), &none),
        .dropping_text = name->dropping_particle,
        .particle_text = name->non_dropping_particle,
    };
}

/* "Doe, John de la, Jr" or, where the particle is not demoted, "la Doe, John de, Jr". */
static struct node *inverted(struct context *context, const struct parts *p,
                             const struct name_plan *plan)
{
    struct job *job = context->job;
    struct text comma =
        plan->options->sort_separator.set ? plan->options->sort_separator.text : TEXT(", ");
    struct node *first;
    struct node *second;
    if (demoted(context)) {
        first = p->family;
        second = join(job, p->given, p->dropping, TEXT(" "));
        second = join(job, second, p->particle, TEXT(" "));
    } else {
        first = join(job, p->particle, p->family, space_after(p->particle_text));
        second = join(job, p->given, p->dropping, TEXT(" "));
    }
    first = affixed(job, first, &plan->element->family);
    second = affixed(job, second, &plan->element->given);
    return join(job, join(job, first, second, comma), p->suffix, comma);
}

/* "John de la Doe Jr". */
static struct node *natural(struct context *context, const struct parts *p, bool comma_suffix,
                            const struct name_plan *plan)
{
    struct job *job = context->job;
    struct node *second = join(job, p->particle, p->family, space_after(p->particle_text));
    second = join(job, p->dropping, second, space_after(p->dropping_text));
    second = join(job, second, p->suffix, comma_suffix ? TEXT(", ") : TEXT(" "));
    second = affixed(job, second, &plan->element->family);
    return join(job, affixed(job, p->given, &plan->element->given), second, TEXT(" "));
}

static struct node *arranged(struct context *context, const struct source_name *name,
                             const struct name_plan *plan)
{
    struct job *job = context->job;
    struct parts p = parts_of(context, name, plan);
    bool brief = plan->options->form == NAME_SHORT && plan->level == 0;
    struct node *family = join(job, p.particle, p.family, space_after(p.particle_text));
    if (!p.family)
        return affixed(job, join(job, p.particle, p.given, TEXT(" ")), &plan->element->given);
    if (brief)
        return affixed(job, family, &plan->element->family);
    if (name_compact(name))
        return join(job, family, p.given, (struct text){0});
    if (name->static_ordering)
        return join(job, family, p.given, TEXT(" "));
    if (plan->inverted)
        return inverted(context, &p, plan);
    return natural(context, &p, name->comma_suffix, plan);
}

struct node *name_render(struct context *context, const struct source_name *name,
                         const struct name_plan *plan)
{
    struct node *node = node_group(context->job);
    if (name->literal.length)
        node_add(node, part(context, name->literal, &plan->element->family));
    else
        node_add(node, arranged(context, name, plan));
    node->tag = TAG_NAME;
    return node;
}

struct text name_key(struct job *job, const struct source_name *name)
{
    struct buffer key = buffer_new(&job->arena);
    const struct text parts[] = {name->literal,
                                 name->dropping_particle,
                                 name->non_dropping_particle,
                                 name->family,
                                 name->given,
                                 name->suffix};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        buffer_add(&key, parts[i]);
        buffer_byte(&key, '\x1F');
    }
    return buffer_text(&key);
}

struct text name_family_key(struct job *job, const struct source_name *name)
{
    struct buffer key = buffer_new(&job->arena);
    buffer_add(&key, name->literal);
    buffer_byte(&key, '\x1F');
    buffer_add(&key, name->non_dropping_particle);
    buffer_byte(&key, '\x1F');
    buffer_add(&key, name->family);
    return buffer_text(&key);
}
