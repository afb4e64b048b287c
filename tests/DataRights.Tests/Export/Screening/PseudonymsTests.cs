using DataRights.Export.Screening;
using Xunit;

namespace DataRights.Tests.Export.Screening;

public sealed class PseudonymsTests
{
    [Fact]
    public void The_hash_is_SipHash_2_4_of_its_authors_test_vectors()
    {
        var hash = new SipHash(0x0706050403020100, 0x0f0e0d0c0b0a0908);

        Assert.Equal(0x726fdb47dd0e0e31UL, hash.Of([]));
        Assert.Equal(0xa129ca6149be45e5UL, hash.Of([.. Enumerable.Range(0, 15).Select(i => (byte)i)]));
    }

    [Fact]
    public void People_are_numbered_in_the_order_in_which_they_appear_whatever_their_keys()
    {
        var numbers = new Pseudonyms();
        var users = numbers.Kind("users");

        Assert.Equal([1, 2, 1, 3, 2], new[] { "9", "4", "9", "1", "4" }.Select(v => numbers.NumberOf(users, v)));
        Assert.Equal(4, numbers.NumberOf(numbers.Kind("guests"), "9"));
        Assert.Equal((4, false), (numbers.Count, numbers.IsFull));
    }

    [Fact]
    public void Numbers_go_on_where_they_were_saved()
    {
        var numbers = new Pseudonyms(most: 4);
        _ = numbers.NumberOf(numbers.Kind("users"), "9");
        var first = numbers.Save();
        _ = numbers.NumberOf(numbers.Kind("users"), "4");
        var second = numbers.Save(known: 1);

        var again = new Pseudonyms(most: 4);
        again.Add(first);
        again.Add(second);

        var users = again.Kind("users");
        Assert.Equal(numbers.Kind("users"), users);
        Assert.Equal([2, 1, 3, 4, 0, 2], new[] { "4", "9", "7", "8", "6", "4" }.Select(v => again.NumberOf(users, v)));
        var full = new Pseudonyms(most: 4);
        full.Add(again.Save());
        Assert.Equal((true, 4), (full.IsFull, full.Count));
    }

    [Fact]
    public void Damaged_numbers_are_an_error_and_not_a_new_start()
    {
        var numbers = new Pseudonyms();
        _ = (numbers.NumberOf(1, "9"), numbers.NumberOf(1, "4"));
        var saved = numbers.Save();

        Assert.Throws<InvalidDataException>(() => new Pseudonyms().Add([]));
        Assert.Throws<InvalidDataException>(() => new Pseudonyms().Add(saved.AsSpan(0, saved.Length - 1)));
        Assert.Throws<InvalidDataException>(() => new Pseudonyms().Add([2, .. saved.AsSpan(1)]));
        Assert.Throws<InvalidDataException>(() => new Pseudonyms().Add([.. saved.AsSpan(0, 33), .. saved.AsSpan(25, 8)]));
        Assert.Throws<InvalidDataException>(() => new Pseudonyms().Add(numbers.Save(known: 1)));
        Assert.Throws<InvalidDataException>(() => numbers.Add(saved));

        var another = new Pseudonyms();
        _ = (another.NumberOf(1, "9"), another.NumberOf(1, "4"), another.NumberOf(1, "5"));
        Assert.Throws<InvalidDataException>(() => numbers.Add(another.Save(known: 2)));
    }
}
