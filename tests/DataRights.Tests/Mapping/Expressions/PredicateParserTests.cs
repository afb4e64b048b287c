using System.Text;
using DataRights.Mapping.Expressions;
using Xunit;

namespace DataRights.Tests.Mapping.Expressions;

public sealed class PredicateParserTests
{
    [Theory]
    [InlineData("status = 'paid'", "\"status\" = 'paid'")]
    [InlineData("a != -1.50 AND b<>TRUE", "(\"a\" <> -1.50 and \"b\" <> true)")]
    [InlineData("a = 1 or b = 2 and not c = 3", "(\"a\" = 1 or (\"b\" = 2 and not \"c\" = 3))")]
    [InlineData("(a < 1 or b <= 2) and c > 3 and d >= 4", "(((\"a\" < 1 or \"b\" <= 2) and \"c\" > 3) and \"d\" >= 4)")]
    [InlineData("kind in ('it''s', 2, false)", "\"kind\" in ('it''s', 2, false)")]
    [InlineData("kind not in ('a')", "not \"kind\" in ('a')")]
    [InlineData("not not paid_at is not null or x is null", "(not not \"paid_at\" is not null or \"x\" is null)")]
    [InlineData("\"order\" = '' and \"a\"\"b\" = 'ü'", "(\"order\" = '' and \"a\"\"b\" = 'ü')")]
    [InlineData("größe = 1", "\"größe\" = 1")]
    public void A_condition_is_read_with_SQLs_precedence(string text, string expected) =>
        Assert.Equal(expected, PredicateText.Of(PredicateParser.Parse(text)));

    [Theory]
    [InlineData("", 0)]
    [InlineData("status", 6)]
    [InlineData("status = ", 9)]
    [InlineData("status == 'a'", 8)]
    [InlineData("'a' = status", 0)]
    [InlineData("status = paid", 9)]
    [InlineData("status = 'paid", 9)]
    [InlineData("status = null", 9)]
    [InlineData("a = 1 b = 2", 6)]
    [InlineData("a = 1 and", 9)]
    [InlineData("(a = 1", 6)]
    [InlineData("a = 1)", 5)]
    [InlineData("a in ()", 6)]
    [InlineData("a in (1 2)", 8)]
    [InlineData("a is 1", 5)]
    [InlineData("a not 1", 6)]
    [InlineData("a = 1.2.3", 4)]
    [InlineData("a = 12x", 4)]
    [InlineData("in = 1", 0)]
    [InlineData("a ; b", 2)]
    [InlineData("\"\" = 1", 0)]
    [InlineData("a + 1", 2)]
    public void A_fault_is_told_with_its_position_and_its_fix(string text, int position)
    {
        var exception = Assert.Throws<ExpressionException>(() => PredicateParser.Parse(text));

        Assert.Equal(position, exception.Position);
        Assert.NotEmpty(exception.Fix);
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var text = PredicateText.Of(Any(random, 5));

            Assert.Equal(text, PredicateText.Of(PredicateParser.Parse(text)));
        }
    }

    [Fact]
    public void Garbage_is_refused_and_never_breaks_the_parser()
    {
        var random = new Random(8);
        string[] words = ["a", "\"b\"", "'c'", "'", "\"", "1", "-", ".5", "=", "<>", "!", "<=", "in", "(", ")", ",", "is", "not", "null", "and", "or", "true", " ", "\0", "\ud83d"];
        for (var round = 0; round < 20_000; round++)
        {
            var text = new StringBuilder();
            for (var length = random.Next(12); length > 0; length--)
            {
                text.Append(words[random.Next(words.Length)]).Append(random.Next(2) == 0 ? " " : "");
            }

            try
            {
                PredicateParser.Parse(text.ToString());
            }
            catch (ExpressionException exception)
            {
                Assert.InRange(exception.Position, 0, text.Length);
            }
        }
    }

    [Fact]
    public void Too_much_is_refused()
    {
        Assert.Throws<ExpressionException>(() => PredicateParser.Parse(string.Concat(Enumerable.Repeat("not ", 900)) + "a = 1"));
        Assert.Throws<ExpressionException>(() => PredicateParser.Parse("a = '" + new string('x', 5000) + "'"));
    }

    [Fact]
    public void The_columns_of_a_condition_are_listed_once_in_order()
    {
        var predicate = PredicateParser.Parse("b = 1 and (a in (1) or not c is null) and b = 2");

        Assert.Equal(["b", "a", "c"], PredicateColumns.Of(predicate));
        Assert.Empty(PredicateColumns.Of(null));
    }

    private static Predicate Any(Random random, int depth) => random.Next(depth == 0 ? 3 : 0, 6) switch
    {
        0 => new AndPredicate(Any(random, depth - 1), Any(random, depth - 1)),
        1 => new OrPredicate(Any(random, depth - 1), Any(random, depth - 1)),
        2 => new NotPredicate(Any(random, depth - 1)),
        3 => new ComparePredicate(Column(random), (Comparison)random.Next(6), Value(random)),
        4 => new InPredicate(Column(random), [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Value(random))]),
        _ => new NullPredicate(Column(random), random.Next(2) == 0),
    };

    private static string Column(Random random) => new[] { "a", "order", "x y", "a\"b", "NULL", "é" }[random.Next(6)];

    private static Literal Value(Random random) => random.Next(3) switch
    {
        0 => new(LiteralKind.Text, new[] { "", "it's", "\"", "x\ny", "😀" }[random.Next(5)]),
        1 => new(LiteralKind.Number, new[] { "0", "-5", "3.14", "99999999999999999999" }[random.Next(4)]),
        _ => new(LiteralKind.Boolean, random.Next(2) == 0 ? "true" : "false"),
    };
}
