namespace DataRights.Retention;

/// <summary>
/// A retention rule does not fit its database, or asks for what would not be safe. Permanent: the same call fails again
/// until the map or the schema is changed. The message names the rule, tables, columns and the way out; never a value.
/// </summary>
/// <param name="rule">The rule's name.</param>
/// <param name="code">A short stable code: <c>unknown-table</c>, <c>unknown-column</c>, <c>column-type</c>,
/// <c>unknown-zone</c>, <c>person-columns</c>, <c>minimum-people</c>, <c>target-columns</c>, <c>target-shape</c>,
/// <c>watermark-shape</c>, <c>not-published</c>, <c>rows-remain</c>, <c>shared-table</c>, <c>source-not-open</c>, <c>period-changed</c>, <c>unfinished-rule</c>, <c>publishes-nothing</c>.</param>
/// <param name="problem">What is wrong and how to mend it.</param>
public sealed class RetentionRuleException(string rule, string code, string problem)
    : Exception($"Retention rule '{rule}' cannot run ({code}): {problem}")
{
    public string Rule { get; } = rule;

    public string Code { get; } = code;
}
