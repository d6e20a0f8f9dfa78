namespace Rollcall.Core.Members;

/// <summary>Which of several members that are one item is kept: the greatest, value by value in byte order.</summary>
public static class ItemRecordOrder
{
    /// <summary>Compares two records of one layout: less than, equal to or greater than 0. Equal only for equal records.</summary>
    /// <param name="one">A record.</param>
    /// <param name="other">Another one.</param>
    /// <exception cref="InvalidDataException">One of them is malformed.</exception>
    public static int Compare(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        var left = new ItemRecordReader(one);
        var right = new ItemRecordReader(other);
        while (!left.AtEnd && !right.AtEnd)
        {
            var mine = left.Next();
            var its = right.Next();
            var order = mine.Text.SequenceCompareTo(its.Text);
            // The text "1" and the number 1 look alike, and are not the same.
            order = order != 0 ? order : mine.Kind.CompareTo(its.Kind);
            if (order != 0)
            {
                return order;
            }
        }
        return right.AtEnd.CompareTo(left.AtEnd);
    }
}
