using DataRights.Mapping.Expressions;
using DataRights.Mapping.Loading;

namespace DataRights.Mapping.Validation;

/// <summary>The deletion rules of a collection cover every row, and each says one thing that can be done.</summary>
internal static class DeletionChecks
{
    private static readonly string[] RetainFields = ["law", "until"];

    public static void Run(DataMap map, MapFindings findings)
    {
        foreach (var collection in map.Collections)
        {
            var rules = MapPath.Field(MapPath.Collection(collection.Name), "deletion");
            for (var i = 0; i < collection.Deletion.Count; i++)
            {
                var path = findings.Has(MapPath.Item(rules, i)) ? MapPath.Item(rules, i) : rules;
                Order(collection.Deletion, i, path, findings);
                if (!findings.Within(MapPath.Field(path, "treatment")))
                {
                    Treatments(collection, collection.Deletion[i], path, findings);
                }

                Columns(collection, collection.Deletion[i], path, findings);
            }

            Detaching(collection, findings);
        }
    }

    private static void Detaching(Collection collection, MapFindings findings)
    {
        for (var i = 0; i < collection.References.Count; i++)
        {
            if (collection.References[i] is { Detach: true } reference && reference.Columns.FirstOrDefault(collection.Key.Contains) is { } column)
            {
                findings.Add(MapCodes.DetachKey, MapPath.Item(MapPath.Field(MapPath.Collection(collection.Name), "references"), i),
                    $"Detaching sets '{column}' to null, which is part of the key: a row without a key cannot be told from others.",
                    "Let the rows belong to the one referred to (\"owns\": true), or name another unique key as \"key\".");
            }
        }
    }

    private static void Order(IReadOnlyList<DeletionRule> rules, int index, string path, MapFindings findings)
    {
        var conditional = findings.Has(MapPath.Field(path, "when"));
        if (index < rules.Count - 1 && !conditional)
        {
            findings.Add(MapCodes.RuleUnreachable, path, "This rule takes every row, so those after it are never used.", "Add \"when\", or move the rule to the end.");
        }
        else if (index == rules.Count - 1 && conditional)
        {
            findings.Add(MapCodes.RuleMissing, path, "Rows for which no condition holds have no rule.", "Add a last rule without \"when\".");
        }
    }

    private static void Treatments(Collection collection, DeletionRule rule, string path, MapFindings findings)
    {
        if (collection.IsFiles && (rule.Treatment != Treatment.Delete || findings.Has(MapPath.Field(path, "when"))))
        {
            findings.Add(MapCodes.NotForFiles, path, "Files can only be deleted, and all of them: they have no columns.", "Write \"deletion\": { \"treatment\": \"delete\" }.");
            return;
        }

        var anonymizes = findings.Has(MapPath.Field(path, "anonymize"));
        switch (rule.Treatment)
        {
            case Treatment.Delete when anonymizes:
                findings.Add(MapCodes.DeleteWithAnonymize, MapPath.Field(path, "anonymize"), "A deleted row has no columns left to replace.",
                    "Drop \"anonymize\", or use the treatment anonymize or retain.");
                break;
            case Treatment.Anonymize when !anonymizes:
                findings.Add(MapCodes.AnonymizeNothing, path, "The rule replaces no column, so the rows stay as they are.",
                    "Add \"anonymize\": { \"column\": \"null\" }, naming every column that could lead to the person.");
                break;
            case Treatment.Retain:
                Retained(path, findings);
                return;
        }

        foreach (var field in RetainFields.Select(f => MapPath.Field(path, f)).Where(findings.Has))
        {
            findings.Add(MapCodes.LawWithoutRetain, field, "Only the treatment retain has a law and an end.", "Drop the field, or use the treatment retain.");
        }
    }

    private static void Retained(string path, MapFindings findings)
    {
        foreach (var field in RetainFields.Where(f => !findings.Has(MapPath.Field(path, f))))
        {
            findings.Add(MapCodes.RetainIncomplete, path, $"Rows are retained without \"{field}\".",
                field == "law" ? "Add \"law\": which law asks for the rows." : "Add \"until\", for instance \"endOfYear(paid_at) + P7Y\".");
        }
    }

    private static void Columns(Collection collection, DeletionRule rule, string path, MapFindings findings)
    {
        NameChecks.Columns(collection, PredicateColumns.Of(rule.When), MapPath.Field(path, "when"), findings);
        if (rule.Until is { } until)
        {
            NameChecks.Columns(collection, [until.Column], MapPath.Field(path, "until"), findings);
        }

        foreach (var anonymizer in rule.Anonymize)
        {
            var columnPath = MapPath.Field(MapPath.Field(path, "anonymize"), anonymizer.Column);
            NameChecks.Columns(collection, [anonymizer.Column], columnPath, findings);
            if (!collection.IsFiles && collection.Key.Contains(anonymizer.Column))
            {
                findings.Add(MapCodes.AnonymizeKey, columnPath, $"'{anonymizer.Column}' is part of the key, by which the row is found again.",
                    "Leave the key as it is; replace the columns that lead to the person.");
            }

            if (anonymizer is { Path: not null, Kind: AnonymizerKind.TruncateIp })
            {
                findings.Add(MapCodes.FieldReplacement, columnPath, "A field of JSON becomes null, a constant or a unique text.", "Write null, constant:<text> or unique:<prefix> for each field.");
            }

            if (rule.Until?.Column == anonymizer.Column)
            {
                findings.Add(MapCodes.UntilReplaced, columnPath, $"'{anonymizer.Column}' says until when the row is retained, and would be replaced: nobody could tell its end any more.",
                    "Leave the date as it is, or reckon \"until\" from another column.");
            }
        }
    }
}
