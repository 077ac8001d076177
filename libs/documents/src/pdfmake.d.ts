/** As much of pdfmake 0.3 as is used here: the package of its types would put the DOM's into every file. */
declare module 'pdfmake' {
  interface Look {
    readonly style?: string;
    readonly font?: string;
    readonly fontSize?: number;
    readonly bold?: boolean;
    readonly italics?: boolean;
    readonly color?: string;
    readonly alignment?: 'left' | 'center' | 'right' | 'justify';
    readonly lineHeight?: number;
    readonly leadingIndent?: number;
    /** Left, top, right, bottom, in points. */
    readonly margin?: readonly [number, number, number, number];
    readonly width?: number | string;
    readonly pageBreak?: 'before' | 'after';
    readonly headlineLevel?: number;
    readonly unbreakable?: boolean;
  }
  interface CanvasLine {
    readonly type: 'line';
    readonly x1: number;
    readonly y1: number;
    readonly x2: number;
    readonly y2: number;
    readonly lineWidth?: number;
    readonly dash?: { readonly length: number; readonly space?: number };
  }
  interface TableLayout {
    readonly hLineWidth?: () => number;
    readonly vLineWidth?: () => number;
    readonly paddingLeft?: () => number;
    readonly paddingRight?: () => number;
  }
  interface PdfTable {
    readonly headerRows?: number;
    readonly keepWithHeaderRows?: number;
    readonly dontBreakRows?: boolean;
    readonly widths: readonly number[];
    readonly body: readonly (readonly Content[])[];
  }
  type Content = Look &
    (
      | { readonly text: string }
      | { readonly stack: readonly Content[] }
      | { readonly columns: readonly Content[] }
      | { readonly canvas: readonly CanvasLine[] }
      | { readonly svg: string }
      | { readonly table: PdfTable; readonly layout?: TableLayout }
    );
  interface PdfNode {
    readonly headlineLevel?: number;
  }
  interface DocumentDefinition {
    readonly pageSize: 'A4';
    readonly pageMargins: readonly [number, number, number, number];
    readonly language: string;
    readonly info: Readonly<Record<string, string>>;
    readonly header: (page: number) => Content | null;
    readonly defaultStyle: Look;
    readonly styles: Readonly<Record<string, Look>>;
    readonly pageBreakBefore: (
      node: PdfNode,
      pages: { getFollowingNodesOnPage(): readonly PdfNode[] },
    ) => boolean;
    readonly content: readonly Content[];
  }
  const pdfmake: {
    setFonts(fonts: Readonly<Record<string, Readonly<Record<string, string>>>>): void;
    setLocalAccessPolicy(allowed: (file: string) => boolean): void;
    setUrlAccessPolicy(allowed: (url: string) => boolean): void;
    createPdf(definition: DocumentDefinition): { getBuffer(): Promise<Buffer> };
  };
  export default pdfmake;
  export { type Content, type DocumentDefinition };
}
