namespace Rollcall.Sources.Delimited;

/// <summary>
/// What the quotes before a block of 64 bytes mean for it, and the check that each stands where RFC 4180 lets one stand.
/// A field is quoted from a quote that opens it to one that is followed by the field's end; two quotes inside it are one.
/// Read as "each quote turns quoting on or off", which gives the same structure for text that obeys the rules, a whole
/// block takes a few operations; text that breaks them is told by the neighbours of each quote.
/// </summary>
internal struct QuoteState
{
    // All 1 while inside quotes, so that it can be XORed in.
    private ulong _inside;
    private ulong _afterStructure;
    private ulong _afterClosing;
    private ulong _afterReturn;

    /// <summary>The state at the start of a file.</summary>
    public static QuoteState Start => new() { _afterStructure = 1 };

    /// <summary>Whether the last byte stands inside quotes.</summary>
    public readonly bool Inside => _inside != 0;

    /// <summary>Whether a block without quotes can be taken as it is.</summary>
    public readonly bool Plain => (_inside | _afterClosing | _afterReturn) == 0;

    /// <summary>Whether a doubled quote stood in the block taken last.</summary>
    public bool Doubled { get; private set; }

    /// <summary>Remembers a block without quotes that was taken as it is.</summary>
    /// <param name="structure">Its delimiters and line feeds.</param>
    public void Skip(ulong structure) => _afterStructure = structure >> 63;

    /// <summary>Takes a block.</summary>
    /// <param name="block">Its bytes.</param>
    /// <param name="masks">Its masks.</param>
    /// <param name="valid">Which of the bytes are there.</param>
    /// <param name="quoted">Which bytes are inside quotes.</param>
    /// <returns>The bytes that may not stand where they stand.</returns>
    public ulong Take(ref byte block, in BlockMasks masks, ulong valid, out ulong quoted)
    {
        var quotes = masks.Quotes & valid;
        quoted = BlockMasks.Parity(quotes) ^ _inside;
        var structure = (masks.LineFeeds | masks.Delimiters) & ~quoted & valid;
        var closing = quotes & ~quoted;
        var opening = quotes & quoted;
        var returns = BlockMasks.Of(ref block, (byte)'\r') & valid;

        var mayOpen = ((structure | closing) << 1) | _afterStructure | _afterClosing;
        var afterClosing = (closing << 1) | _afterClosing;
        Doubled = (opening & afterClosing) != 0;
        var returnAfterClosing = afterClosing & returns;
        var afterReturn = (returnAfterClosing << 1) | _afterReturn;
        var wrong =
            (opening & ~mayOpen)
            | (afterClosing & ~(structure | quotes | returns))
            | (afterReturn & ~(masks.LineFeeds & ~quoted));

        _inside = (ulong)((long)quoted >> 63);
        _afterStructure = structure >> 63;
        _afterClosing = closing >> 63;
        _afterReturn = returnAfterClosing >> 63;
        return wrong & valid;
    }
}
