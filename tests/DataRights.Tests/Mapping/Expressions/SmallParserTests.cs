using DataRights.Mapping;
using DataRights.Mapping.Expressions;
using Xunit;

namespace DataRights.Tests.Mapping.Expressions;

public sealed class SmallParserTests
{
    [Theory]
    [InlineData("paid_at + P7Y", UntilBase.Column, "paid_at", "P7Y")]
    [InlineData("endOfYear(paid_at)+P7Y", UntilBase.EndOfYear, "paid_at", "P7Y")]
    [InlineData(" endOfMonth ( \"the date\" ) + P30D ", UntilBase.EndOfMonth, "the date", "P30D")]
    [InlineData("endOfYear + P0D", UntilBase.Column, "endOfYear", "PT0S")]
    public void An_end_is_read(string text, UntilBase counted, string column, string duration)
    {
        var rule = UntilParser.Parse(text);

        Assert.Equal((counted, column, duration), (rule.Base, rule.Column, rule.Add.ToString()));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("P7Y", 3)]
    [InlineData("paid_at + 7Y", 10)]
    [InlineData("paid_at + 7", 10)]
    [InlineData("paid_at + P7", 10)]
    [InlineData("paid_at + P101Y", 10)]
    [InlineData("endOfDay(paid_at) + P1D", 0)]
    [InlineData("endOfYear(paid_at + P1D", 18)]
    [InlineData("paid_at + P1D x", 14)]
    [InlineData("paid_at - P1D", 8)]
    public void An_end_that_cannot_be_read_is_told_with_its_position(string text, int position) =>
        Assert.Equal(position, Assert.Throws<ExpressionException>(() => UntilParser.Parse(text)).Position);

    [Theory]
    [InlineData("null", AnonymizerKind.Null, null)]
    [InlineData("constant:", AnonymizerKind.Constant, "")]
    [InlineData("constant:null", AnonymizerKind.Constant, "null")]
    [InlineData("constant:a:b ", AnonymizerKind.Constant, "a:b ")]
    [InlineData("unique:deleted-", AnonymizerKind.Unique, "deleted-")]
    [InlineData("truncate-ip", AnonymizerKind.TruncateIp, null)]
    public void A_replacement_is_read(string text, AnonymizerKind kind, string? argument) =>
        Assert.Equal(new ColumnAnonymizer("c", kind, argument), AnonymizerParser.Parse("c", text));

    [Theory]
    [InlineData("NULL")]
    [InlineData("constant")]
    [InlineData("hash")]
    public void An_unknown_replacement_is_refused(string text) =>
        Assert.Throws<ExpressionException>(() => AnonymizerParser.Parse("c", text));

    [Theory]
    [InlineData("count", MeasureKind.Count, null)]
    [InlineData("sum(seconds)", MeasureKind.Sum, "seconds")]
    [InlineData("sum ( \"time on page\" )", MeasureKind.Sum, "time on page")]
    [InlineData("avg(seconds)", MeasureKind.Average, "seconds")]
    [InlineData("people", MeasureKind.People, null)]
    public void A_measure_is_read(string text, MeasureKind kind, string? column) =>
        Assert.Equal(new Measure("m", kind, column), MeasureParser.Parse("m", text));

    [Theory]
    [InlineData("count(x)", 5)]
    [InlineData("median(x)", 0)]
    [InlineData("sum", 3)]
    [InlineData("sum()", 4)]
    [InlineData("sum(a) b", 7)]
    public void An_unknown_measure_is_told_with_its_position(string text, int position) =>
        Assert.Equal(position, Assert.Throws<ExpressionException>(() => MeasureParser.Parse("m", text)).Position);
}
