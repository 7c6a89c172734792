/* Takes the kind of a file, gives the schema of such files. The one idea: each reader's door
 * gives the table it reads by. */
#include "schemas.h"

#include "citation/citation.h"
#include "design/design.h"
#include "document/document.h"
#include "evidence/evidence.h"
#include "report/report.h"
#include "rules/rules.h"

const char *const schema_kinds[] = {"document", "claims",   "sources", "layout",
                                    "policy",   "glossary", "pack",    "retractions",
                                    "versions", "checked",  NULL};

enum kind {
    KIND_DOCUMENT,
    KIND_CLAIMS,
    KIND_SOURCES,
    KIND_LAYOUT,
    KIND_POLICY,
    KIND_GLOSSARY,
    KIND_PACK,
    KIND_RETRACTIONS,
    KIND_VERSIONS,
    KIND_CHECKED
};

void schemas_print(size_t kind, struct buffer *out)
{
    struct schema_of of = {.title = "Imprimatur: document", .table = document_fields()};
    switch ((enum kind)kind) {
    case KIND_DOCUMENT:
        break;
    case KIND_CLAIMS:
        of = (struct schema_of){.title = "Imprimatur: claims", .table = claims_fields()};
        break;
    case KIND_SOURCES:
        of = (struct schema_of){.title = "Imprimatur: sources (CSL-YAML)",
                                .table = library_fields(out->arena),
                                .bare = "references"};
        break;
    case KIND_LAYOUT:
        of = (struct schema_of){
            .title = "Imprimatur: layout", .table = design_fields(out->arena), .named = true};
        break;
    case KIND_POLICY:
        of = (struct schema_of){.title = "Imprimatur: policy",
                                .table = rules_policy_fields(out->arena)};
        break;
    case KIND_GLOSSARY:
        of = (struct schema_of){.title = "Imprimatur: glossary", .table = glossary_fields()};
        break;
    case KIND_PACK:
        of = (struct schema_of){.title = "Imprimatur: pack", .table = rules_pack_fields()};
        break;
    case KIND_RETRACTIONS:
        of = (struct schema_of){.title = "Imprimatur: retractions",
                                .table = evidence_retractions_fields(),
                                .bare = "retractions"};
        break;
    case KIND_VERSIONS:
        of = (struct schema_of){.title = "Imprimatur: versions",
                                .table = rules_versions_fields(),
                                .bare = "versions"};
        break;
    case KIND_CHECKED:
        of = (struct schema_of){.title = "Imprimatur: checked numbers",
                                .table = rules_checked_fields()};
        break;
    }
    schema_print(&of, out);
}
